"""Which task of another document is which: by wording first, then by likeness with number, heading and lead as witnesses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai_desk.domain import Task

FLOOR = 0.6
"""Below this likeness two tasks are two tasks."""

WITNESS = 0.01
"""What an agreeing number, heading or lead adds: enough to tell alike tasks apart, not to make unlike ones alike."""

_FIGURES = re.compile(r"\d+")
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tasks held to be the same one, and how sure that is (0-1; 1 is the same wording)."""

    old: Task
    new: Task
    score: float


def pair_tasks(old: Sequence[Task], new: Sequence[Task]) -> tuple[Pair, ...]:
    """Every task of ``new`` with its one counterpart in ``old``, where there is any, in the order of ``new``.

    Numbers may have changed and units been renamed; each task is used once, the likest pairs first.
    """
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    by_words: dict[str, list[int]] = {}
    for index, task in enumerate(old):
        by_words.setdefault(_words(task), []).append(index)
    for index, task in enumerate(new):
        same = [one for one in by_words.get(_words(task), ()) if one not in taken]
        if same:
            best = max(same, key=lambda one: _witnesses(old[one], task))
            taken.add(best)
            found[index] = (best, 1.0)
    _by_likeness(old, new, found, taken)
    return tuple(Pair(old[place], new[index], score) for index, (place, score) in sorted(found.items()))


def _by_likeness(old: Sequence[Task], new: Sequence[Task], found: dict[int, tuple[int, float]], taken: set[int]) -> None:
    from rapidfuzz import fuzz, process

    rest = {index: _words(task) for index, task in enumerate(old) if index not in taken}
    scored: list[tuple[float, int, int]] = []
    for index, task in enumerate(new):
        if index in found:
            continue
        for _, likeness, place in process.extract(_words(task), rest, scorer=fuzz.ratio, limit=5, score_cutoff=100 * FLOOR - 10):
            score = likeness / 100 + WITNESS * (_witnesses(old[place], task) + 2 * _same_figures(old[place], task))
            if score >= FLOOR:
                scored.append((score, index, place))
    for score, index, place in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if index not in found and place not in taken:
            taken.add(place)
            found[index] = (place, min(score, 0.99))


def _words(task: Task) -> str:
    return _NOISE.sub("", f"{task.name or ''}{task.wording}")


def _witnesses(old: Task, new: Task) -> int:
    """How many of number, heading and lead agree."""
    same_section = bool(new.section) and old.section[-1:] == new.section[-1:]
    return (old.number == new.number) + same_section + (bool(new.lead.units) and set(old.lead.units) == set(new.lead.units))


def _same_figures(old: Task, new: Task) -> bool:
    return _FIGURES.findall(old.wording) == _FIGURES.findall(new.wording)
