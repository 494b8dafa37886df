"""How alike two wordings of a task are, and which tasks a row without a trustworthy id may mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from gongkai_desk.collecting.plan import Candidate
from gongkai_desk.collecting.text import plain

SMALL_EDIT = 0.6
"""From here on a changed text still counts as the same task."""
SHORTEST = 6
FLOOR = 0.25
MOST = 5
NEAR = 24
LONGEST = 2000
WEIGHTS: Mapping[str, float] = {"number": 0.06, "lead": 0.03, "requirement": 0.03, "deadline": 0.02, "role": 0.01}
"""What equal or different neighbours add to the text's likeness, which always weighs most."""


@lru_cache(maxsize=20_000)
def reduced(text: str) -> str:
    """A text without signs and in the simplified script, for comparison; the beginning of a very long one."""
    word = plain(text[:LONGEST])
    if any(sign in _TRADITIONAL for sign in word):
        from gongkai_desk.language.repair import repair

        word = plain(repair(word).reading)
    return word


_TRADITIONAL = frozenset("務開關國發東車書會員單處廣義與縣區實對應資門時間題進階總點統計規劃責聯網環質檢圖層產業農檔護衛"
                         "錄導領機構")


@lru_cache(maxsize=100_000)
def likeness(left: str, right: str) -> float:
    """0-1. A text that holds the other one whole (a word added, a tail cut off) is like it however long the rest is."""
    from rapidfuzz import fuzz

    one, other = reduced(left), reduced(right)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    score = fuzz.ratio(one, other) / 100
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST and short in long:
        score = max(score, 0.6 + 0.4 * len(short) / len(long))
    elif len(short) >= 2 * SHORTEST:
        score = max(score, 0.85 * fuzz.partial_ratio(short, long) / 100 * min(1.0, 0.5 + len(short) / len(long)))
    return score


def rank(row: Mapping[str, str], tasks: Mapping[str, Mapping[str, str]], *, used: Iterable[str] = (),
         mine: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """The tasks that a row's locked texts may mean, best first.

    ``tasks``: each task's locked texts; ``used``: tasks that other rows of the form carry by id; ``mine``: tasks issued to the
    unit, which win where two tasks are equally alike.
    """
    taken, own = frozenset(used), frozenset(mine)
    text = row.get("text", "") or row.get("requirement", "")
    scored: list[tuple[float, str]] = []
    for task in _near(text, tasks):
        known = tasks[task]
        alike = likeness(text, known.get("text", ""))
        if alike < 0.999 and known.get("requirement"):
            alike = max(alike, 0.9 * likeness(text, known["requirement"]))
        if alike < FLOOR:
            continue
        score = alike + _neighbours(row, known) - (0.04 if task in taken else 0.0) - (0.0 if task in own or not own else 0.05)
        scored.append((score, task))
    scored.sort(key=lambda item: (-item[0], item[1]))
    return tuple(Candidate(task, round(min(1.0, max(0.0, score)), 3)) for score, task in scored[:MOST])


def _near(text: str, tasks: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The tasks worth a closer look: of many, those whose letters are nearest."""
    if len(tasks) <= NEAR:
        return list(tasks)
    from rapidfuzz import fuzz, process

    word = reduced(text)
    wordings = {task: reduced(known.get("text", "") or known.get("requirement", "")) for task, known in tasks.items()}
    found = {task for _word, _score, task in process.extract(word, wordings, scorer=fuzz.ratio, limit=NEAR)}
    held = {task for task, known in wordings.items() if known and (known in word or (len(word) >= SHORTEST and word in known))}
    return [task for task in tasks if task in found or task in held]


def _neighbours(row: Mapping[str, str], known: Mapping[str, str]) -> float:
    """What the other locked cells say for or against; a cell that the row lacks says nothing."""
    total = 0.0
    for key, weight in WEIGHTS.items():
        value = row.get(key, "")
        if value and known.get(key):
            total += weight if plain(value) == plain(known[key]) else -weight
    return total


def one_each(choices: Sequence[tuple[Candidate, ...]]) -> list[tuple[Candidate, ...]]:
    """Rows of one form rarely mean the same task: where two rows want one task first, the surer row keeps it first."""
    order = sorted(range(len(choices)), key=lambda place: -(choices[place][0].score if choices[place] else 0.0))
    given: set[str] = set()
    result = list(choices)
    for place in order:
        ranked = choices[place]
        free = [candidate for candidate in ranked if candidate.task not in given]
        close = [candidate for candidate in free if ranked and candidate.score >= ranked[0].score - 0.03]
        if close and ranked[0].task in given:
            result[place] = (close[0], *(candidate for candidate in ranked if candidate is not close[0]))
        if result[place]:
            given.add(result[place][0].task)
    return result
