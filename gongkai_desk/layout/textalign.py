"""Cells that arrive as a stream of lines, without borders: which column each belongs to, and where rows begin.

The most likely labelling of the whole stream (Viterbi): every cell gets a column or is a heading; columns go left to right
within a row; what a cell looks like and what a row must not lack are weighed together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai_desk.language import heading_level, is_ditto, is_group, names_person, read_units, split_number
from gongkai_desk.layout.content import is_deadline_like, is_measure, is_number_like, is_unit_like
from gongkai_desk.layout.lines import counts_tasks, is_note, is_sum
from gongkai_desk.layout.model import UNIT_ROLES, Role

HEADING = -1
_NAME = r"[\u4e00-\u9fff][ \u3000]{0,3}[\u4e00-\u9fff×]{1,3}"
_POSTS = "主任|局长|书记|镇长|乡长|科长|股长|处长|县长|市长|区长|州长|部长|秘书长|院长|所长|站长"
_PERSON = re.compile(
    rf"{_NAME}(?:[、,， \n]{_NAME}){{0,4}}(?:副?[市县区省州]长)?(?:[ \u3000:：]*1?\d{{6,11}})?|"
    rf"各?.{{0,6}}(?:主要|分管)?(?:负责人|负责同志)|"
    rf"[\u4e00-\u9fff×]{{0,10}}(?:{_POSTS})(?:[\u4e00-\u9fff×]{{1,3}}(?<![局委办厅部室会]))?"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[处科股室]|科室|处室|股室)")
_CODE = re.compile(
    r"[A-Za-z]{1,5}[-—]?\d{1,4}|(?:[A-Za-z]{1,5}[-—])?20\d\d[-—]\d{1,3}|〔20\d\d〕\d{1,3}号?|第?\d{1,4}号|"
    r"\d{1,2}(?:[-.]\d{1,2}){1,2}"
)
_GAPS = re.compile(r"[ \u3000]+")
_STATUS = re.compile(r"(?:已|未|正在)?(?:完成|启动|办结|开展|推进)(?:中)?|推进中|持续推进|是|否|长期坚持")
_SKIP: dict[Role, float] = {
    Role.NUMBER: 1.2, Role.TASK: 3.0, Role.REQUIREMENT: 1.2, Role.LEAD: 1.0, Role.DUTY: 1.0, Role.OFFICE: 1.0, Role.SUPPORT: 0.7,
    Role.DEADLINE: 0.8, Role.NAME: 0.8, Role.SECTION: 0.0, Role.REMARKS: 0.0, Role.EXTRA: 0.3,
}
_MERGED = 0.3
_FEWEST_NUMBERS, _STRAY = 3, -5.0
_TORN_UNIT = 0.8
_TORN_TEXT = 2.5
_LISTED = 0.3
_WRONG = -4.0
_APART = 0.7
_RARE = 2.0
_POST = 6  # persons may be told by their posts (组织员, 民政专干)
_MUST_NUMBER = 2.5
_MOST_COLUMNS = 30


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell of the stream with its column (:data:`HEADING` for a heading) and whether it opens a new row."""

    cell: int
    column: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """All cells placed, and how well they fit."""

    placed: tuple[Placed, ...]
    score: float


def align_row(texts: Sequence[str], roles: Sequence[Role], levels: Sequence[int | None]) -> tuple[Placed, ...]:
    """Place the cells of a single row. ``levels``: the numbering that each column's cells usually bear."""
    bonus = {
        (position, column): (0.0 if usual is None or level is None else 2.0 if level == usual else -2.0)
        for position, text in enumerate(texts) for level in [heading_level(text)] for column, usual in enumerate(levels)
    }
    return _search(texts, roles, None, range(len(roles)), bonus).placed


def align(texts: Sequence[str], roles: Sequence[Role], *, whole: bool = False, level: int | None = None, rare: int | None = None,
          ) -> Alignment:
    """Place a stream of cells: each in a column, or as a heading between rows.

    ``whole``: no cell runs over two of them. ``level``: the numbering of the tasks, where it is known.
    ``rare``: a column that most rows leave blank.
    """
    bonus = _sections_numbered(texts, roles) | _stray_numbers(texts, roles) | _listed(texts)
    for position in range(len(texts)) if rare is not None else ():
        bonus[position, rare or 0] = bonus.get((position, rare or 0), 0.0) - _RARE
    numbered = level if level is not None else _numbered_tasks(texts, roles)
    return _search(texts, roles, numbered, range(-1, len(roles)), bonus, whole=whole)


def _sections_numbered(texts: Sequence[str], roles: Sequence[Role]) -> dict[tuple[int, int], float]:
    """Where the headings in a column of their own bear numbers (一、 二、), a text without one is none of them."""
    columns = [column for column, role in enumerate(roles) if role in (Role.SECTION, Role.NAME)]
    if len(columns) != 1 or sum(1 for text in texts if (heading_level(text) or 9) <= 2) < 2:
        return {}
    return {(position, columns[0]): -2.0 for position, text in enumerate(texts) if heading_level(text) is None}


def _listed(texts: Sequence[str]) -> dict[tuple[int, int], float]:
    """Points that go on ((1), (2), (3)) are no headings, though each stands alone."""
    levels = [heading_level(text) if len(text) > 5 else None for text in texts]
    often = {level for level in levels if level is not None and level >= 3 and levels.count(level) > 2}
    return {(position, HEADING): -2.0 for position, level in enumerate(levels) if level in often}


def _stray_numbers(texts: Sequence[str], roles: Sequence[Role]) -> dict[tuple[int, int], float]:
    """Figures that do not go on with the numbers of the rows (1, 2, 3 …) are no such numbers."""
    columns = [column for column, role in enumerate(roles) if role is Role.NUMBER]
    figures = [(position, int(text)) for position, text in enumerate(texts) if text.isdecimal() and len(text) < 9]
    counted, strays = 0, []
    for position, figure in figures:
        if figure == counted + 1 or figure == 1:
            counted = figure
        else:
            strays.append(position)
    if len(columns) != 1 or len(figures) - len(strays) < _FEWEST_NUMBERS:
        return {}
    return {(position, columns[0]): _STRAY for position in strays}


@lru_cache(maxsize=64)
def _skips(roles: tuple[Role, ...]) -> tuple[float, ...]:
    """What it costs to leave a column of a row blank. Units that stand before the tasks are merged downwards as a rule."""
    tasks = [column for column, role in enumerate(roles) if role is Role.TASK]
    first = tasks[0] if tasks else 0
    return tuple(
        _MERGED if column < first and role in UNIT_ROLES else _SKIP.get(role, 0.3) for column, role in enumerate(roles)
    )


def _search(
    texts: Sequence[str], roles: Sequence[Role], numbered: int | None, labels: range, bonus: Mapping[tuple[int, int], float],
    *, whole: bool = False,
) -> Alignment:
    if not texts:
        return Alignment((), 0.0)
    roles = tuple(roles)
    if len(roles) > _MOST_COLUMNS:
        return _in_order(len(texts), len(roles))
    one_row = labels.start == 0
    must = _MUST_NUMBER if not one_row and Role.NUMBER in roles and sum(map(is_number_like, texts)) >= 3 else 0.0
    scores = {
        label: _emission(texts[0], label, roles, numbered) + _enter(label, roles, must) + bonus.get((0, label), 0.0)
        for label in labels
    }
    last = len(roles) - 1
    alone = _alone(texts, roles, numbered) if not one_row else frozenset()
    back: list[dict[int, int]] = []
    for position in range(1, len(texts)):
        step: dict[int, float] = {}
        origin: dict[int, int] = {}
        for label in labels:
            best, came = max(
                (scores[before] + _move(before, label, roles, texts, position, one_row, must, whole), before) for before in labels
            )
            if label == last and position in alone and scores[last] + (fresh := _enter(last, roles)) > best:
                best, came = scores[last] + fresh, last
            step[label] = best + _emission(texts[position], label, roles, numbered) + bonus.get((position, label), 0.0)
            origin[label] = came
        scores = step
        back.append(origin)
    label = max(scores, key=lambda item: scores[item] - _leave(item, roles))
    chain = [label]
    for origin in reversed(back):
        chain.append(origin[chain[-1]])
    chain.reverse()
    placed = tuple(
        Placed(
            position, column,
            position == 0 or _opens(chain[position - 1], column) or (position in alone and column == last),
        )
        for position, column in enumerate(chain)
    )
    return Alignment(placed, scores[label] - _leave(label, roles))


def _in_order(cells: int, columns: int) -> Alignment:
    """Cells as they come, row after row: the search grows with the cube of the columns, and no table of tasks is so wide."""
    placed = tuple(Placed(position, position % columns, position % columns == 0) for position in range(cells))
    return Alignment(placed, _WRONG * cells)


def _alone(texts: Sequence[str], roles: Sequence[Role], numbered: int | None) -> frozenset[int]:
    """The tasks that are rows of their own where nothing stands behind them: numbered like the others."""
    if roles[-1] is not Role.TASK or numbered is None:
        return frozenset()
    return frozenset(position for position, text in enumerate(texts) if heading_level(text) == numbered)


def _opens(before: int, column: int) -> bool:
    return column == HEADING or before == HEADING or column < before


def _enter(label: int, roles: Sequence[Role], must: float = 0.0) -> float:
    """The cost of what a row that begins in this column lacks on its left; ``must``: rows bear numbers here."""
    if label == HEADING:
        return 0.0
    return -sum(_skips(tuple(roles))[:label]) - (must if Role.NUMBER in roles[:label] else 0.0)


def _leave(label: int, roles: Sequence[Role]) -> float:
    return 0.0 if label == HEADING else sum(_skips(tuple(roles))[label + 1:])


def _move(
    before: int, label: int, roles: Sequence[Role], texts: Sequence[str], position: int, one_row: bool, must: float,
    whole: bool,
) -> float:
    if before != HEADING and label > before:
        return -sum(_skips(tuple(roles))[before + 1:label])
    if before != HEADING and label == before:
        if (must or roles[label] is Role.REQUIREMENT) and _succeeds(texts[position - 1], texts[position]):
            return -_LISTED
        return -_torn(roles[label], texts[position - 1], texts[position]) - (_APART if whole else 0.0)
    if one_row:
        return -50.0
    return _enter(label, roles, must) - _leave(before, roles)


def _succeeds(above: str, text: str) -> bool:
    """Whether two lines are neighbours in a numbered list inside one cell ((1)…, (2)…)."""
    first, second = split_number(above)[0], split_number(text)[0]
    if first is None or second is None or not (first.isdecimal() and second.isdecimal()):
        return False
    return int(second) == int(first) + 1 and heading_level(above) == heading_level(text)


def _torn(role: Role, above: str, text: str) -> float:
    """The cost of two cells in one column: small for units on lines of their own and for what was visibly cut."""
    cut = above[-1:] in "、，,（(“" or _unbalanced(above)
    if role in UNIT_ROLES:
        if is_name(text) or is_name(above):
            return 0.2 if is_unit_like(above) else _TORN_TEXT
        return 0.2 if cut else _TORN_UNIT
    if role in (Role.NUMBER, Role.DEADLINE):
        return 4.0
    finished = above[-1:] in "。；;！" or split_number(text)[0] is not None
    return 0.5 if cut else _TORN_TEXT + (1.0 if finished else -0.7)


def _unbalanced(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in ("“”", "（）", "()", "《》"))


def _numbered_tasks(texts: Sequence[str], roles: Sequence[Role]) -> int | None:
    """The level of numbering that most texts of a stream bear where there is no number column."""
    if Role.NUMBER in roles:
        return None
    levels = [level for text in texts if len(text) > 5 and (level := heading_level(text)) is not None]
    deepest = [level for level in levels if level >= 3]
    return max(set(deepest), key=deepest.count) if len(deepest) >= 3 else None


def _emission(text: str, label: int, roles: Sequence[Role], numbered: int | None) -> float:
    if label == HEADING:
        return _as_heading(text, numbered)
    return _as_role(text, roles[label], numbered)


@lru_cache(maxsize=20_000)
def _as_heading(text: str, numbered: int | None) -> float:
    level = heading_level(text)
    if is_note(text) or is_sum(text):
        return 2.0
    if level is None and counts_tasks(text):
        return 2.5
    if level is None or len(text) > 80:
        return -5.0
    if numbered is not None:
        return 3.0 if level < numbered else -4.0
    return 2.5 if level <= 2 else -1.5


@lru_cache(maxsize=50_000)
def _as_role(text: str, role: Role, numbered: int | None) -> float:
    if not text:
        return -0.1
    if is_number_like(text):
        figure = "." in text[1:-1]
        if role is Role.NUMBER:
            return 1.5 if figure else 3.0
        if role is Role.EXTRA and (figure or len(text) > 2):
            return 0.5
        return 0.5 if role in (Role.SCORE, Role.VALUE, Role.TARGET) else _WRONG - 2
    if role is Role.NUMBER:
        return 2.0 if _CODE.fullmatch(text) else -6.0
    if is_ditto(text):
        return 2.0 if role in UNIT_ROLES else 1.5 if role is Role.DEADLINE else -1.5
    unit = len(text) < 300 and is_unit_like(text)
    if role in UNIT_ROLES or role in (Role.ASSESSOR, Role.OFFICE):
        return 2.5 + _leaning(text, role) if unit else _WRONG if len(text) > 30 else -2.5
    deadline = is_deadline_like(text) and len(text) < 24
    if role is Role.DEADLINE:
        return 2.5 if deadline else _WRONG if len(text) > 24 else -1.5
    if role is Role.PERSON:
        return (2.5 if is_name(text) else 1.0) if _PERSON.fullmatch(text) else _WRONG if unit or len(text) > _POST else -1.5
    if role is Role.MEASURE:
        return 1.5 if is_measure(text) else _WRONG
    if role is Role.STATUS:
        return 1.5 if _STATUS.fullmatch(text) else _WRONG
    if is_name(text):
        return -1.5
    return _as_text(text, role, numbered) - (2.5 if unit else 0.0) - (1.5 if deadline and len(text) < 12 else 0.0)


def is_name(text: str) -> bool:
    """Whether a cell holds nothing but one person's name, family name first."""
    return len(text) < 8 and names_person(_GAPS.sub("", text))


def _leaning(text: str, role: Role) -> float:
    """Groups are rather those who support, single units those who lead, where a row names both."""
    if role is Role.OFFICE:
        return 0.6 if _OFFICE.fullmatch(text) else -0.6
    group = any(map(is_group, read_units(text).units))
    return 0.4 if (role is Role.LEAD) != group and role in (Role.LEAD, Role.SUPPORT, Role.DUTY) else 0.0


def _as_text(text: str, role: Role, numbered: int | None) -> float:
    level = heading_level(text)
    if role is Role.TASK:
        if numbered is not None:
            return 2.5 if level == numbered else 0.0 if level is None else 0.3
        return (1.5 if text[-1] == "。" else 1.0) if len(text) > 5 else 0.2
    if role is Role.REQUIREMENT:
        return (1.2 if len(text) > 11 else 0.6) - (2.0 if numbered is not None and level == numbered else 0.0)
    if role is Role.SECTION:
        return -1.5 if len(text) >= 50 else 0.6 if text[-1] != "。" or level is not None else 0.0
    if role in (Role.NEXT_STEPS, Role.PROGRESS, Role.PROBLEMS):
        return 0.8 if len(text) > _POST else 0.2
    if role is Role.TARGET:
        return 1.0 if any(sign.isdigit() for sign in text) else 0.0
    if role is Role.NAME:
        return 0.8 if len(text) < 40 else -1.0
    return 0.0 if len(text) < 30 else -0.8
