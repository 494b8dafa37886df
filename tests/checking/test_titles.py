"""Every rule has one name, the same on the screen, on paper and on the terminal, and every name a rule."""

from __future__ import annotations

import sys

from gongkai_desk.checking.rules import RULES
from gongkai_desk.domain.finding_words import TITLES


def test_every_rule_is_called_something() -> None:
    assert set(TITLES) == {sys.modules[find.__module__].RULE for find in RULES}  # type: ignore[attr-defined]
