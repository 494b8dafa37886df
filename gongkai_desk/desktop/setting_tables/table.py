"""What an editable table of settings is: what it shows, how a row is written back, and which changes it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai_desk.desktop.models import Field
from gongkai_desk.domain import GongkaiError


@dataclass(frozen=True)
class Pair:
    """A name and its value: a rule, a word, a day."""

    name: str
    value: str
    note: str = ""
    key: str = ""


@dataclass(frozen=True)
class Table:
    """``read(snapshot)`` gives the rows; ``changes(old, new)`` what to write; ``blank`` a new row, None: rows are fixed;
    ``whole(row)`` whether a row has all it needs to be written (by default its first cell); ``renaming(snapshot, old name,
    new name)`` what to write where a row only got another name and others refer to it."""

    key: str
    title: str
    hint: str
    fields: tuple[Field, ...]
    read: Callable[[Any], list[Any]]
    changes: Callable[[Sequence[Any], Sequence[Any]], list[Any]]
    blank: Any = None
    whole: Callable[[Any], bool] | None = None
    renaming: Callable[[Any, str, str], list[Any]] | None = None


def not_one_of(text: str, allowed: Sequence[str]) -> GongkaiError:
    """What is said where a cell takes only certain words."""
    return GongkaiError(f"不能填“{text.strip()[:20]}”", "", f"请填 {'、'.join(allowed)}")
