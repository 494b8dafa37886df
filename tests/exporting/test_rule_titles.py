"""Every rule has a name on paper, and every name a rule."""

from __future__ import annotations

import sys

from gongkai_desk.checking.rules import RULES as FINDERS
from gongkai_desk.exporting.findings import RULES


def test_every_rule_is_called_something():
    assert set(RULES) == {sys.modules[find.__module__].RULE for find in FINDERS}
