"""Cells that arrive as a stream of lines, without borders: which column each belongs to, and where rows begin.

The most likely labelling of the whole stream (Viterbi): every cell gets a column or is a heading; columns go left to right
within a row; what a cell looks like and what a row must not lack are weighed together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai_desk.language import heading_level, split_number
from gongkai_desk.layout.content import is_number_like, is_unit_like
from gongkai_desk.layout.model import UNIT_ROLES, Role
from gongkai_desk.layout.textfit import WRONG, fit, fit_heading, is_name

HEADING = -1
_SKIP: dict[Role, float] = {
    Role.NUMBER: 1.2, Role.TASK: 3.0, Role.REQUIREMENT: 1.2, Role.LEAD: 1.0, Role.DUTY: 1.0, Role.OFFICE: 1.0, Role.SUPPORT: 0.7,
    Role.DEADLINE: 0.8, Role.NAME: 0.8, Role.SECTION: 0.0, Role.REMARKS: 0.0, Role.EXTRA: 0.3,
}
_MERGED = 0.3
_FEWEST_NUMBERS, _STRAY = 3, -5.0
_TORN_UNIT = 0.8
_TORN_TEXT = 2.5
_LISTED = 0.3
_APART = 0.7
_RARE = 2.0
_MUST_NUMBER = 2.5
_NO_ROW = -50.0  # the cells of one row never begin another
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
    if rare is not None:
        bonus |= {(position, rare): bonus.get((position, rare), 0.0) - _RARE for position in range(len(texts))}
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


class _Costs:
    """What the place of a cell costs, apart from what it says: columns left blank, rows begun and ended. Known before the search.

    ``enter[label]``: what a row that begins in this column lacks on its left; ``unnumbered[label]``: the same in a
    row that needs no number. ``leave[label]``: what a row that ends there lacks on its right. ``moves[label]``: from
    which other label, and with which cost, a cell may come there.
    """

    def __init__(self, roles: tuple[Role, ...], labels: range, *, must: float) -> None:
        skips = _skips(roles)
        self.enter = {label: self._enter(label, roles, skips, must) for label in labels}
        self.unnumbered = {label: self._enter(label, roles, skips, 0.0) for label in labels}
        self.leave = {label: 0.0 if label == HEADING else sum(skips[label + 1:]) for label in labels}
        one_row = HEADING not in labels
        self.moves = {
            label: tuple(
                (before, -sum(skips[before + 1:label]) if label > before != HEADING else
                 _NO_ROW if one_row else self.enter[label] - self.leave[before])
                for before in labels if before != label or label == HEADING
            )
            for label in labels
        }

    @staticmethod
    def _enter(label: int, roles: tuple[Role, ...], skips: tuple[float, ...], must: float) -> float:
        if label == HEADING:
            return 0.0
        return -sum(skips[:label]) - (must if Role.NUMBER in roles[:label] else 0.0)


def _search(
    texts: Sequence[str], columns: Sequence[Role], numbered: int | None, labels: range, bonus: Mapping[tuple[int, int], float],
    *, whole: bool = False,
) -> Alignment:
    """The labelling with the most points, found cell by cell: the best way to each label, and where it came from."""
    roles = tuple(columns)
    if not texts:
        return Alignment((), 0.0)
    if len(roles) > _MOST_COLUMNS:
        return _in_order(len(texts), len(roles))
    one_row = HEADING not in labels
    must = _MUST_NUMBER if not one_row and Role.NUMBER in roles and sum(map(is_number_like, texts)) >= 3 else 0.0
    costs = _Costs(roles, labels, must=must)
    last = len(roles) - 1
    alone = _alone(texts, roles, numbered) if not one_row else frozenset()

    def suits(position: int, label: int) -> float:
        return fit_heading(texts[position], numbered) if label == HEADING else fit(texts[position], roles[label], numbered)

    def way_to(position: int, label: int) -> tuple[float, int]:
        ways = [(scores[before] + cost, before) for before, cost in costs.moves[label]]
        if label != HEADING:
            stay = _stay(roles[label], texts[position - 1], texts[position], listed=bool(must), whole=whole)
            ways.append((scores[label] - stay, label))
        best, came = max(ways)
        if label == last and position in alone and scores[last] + costs.unnumbered[last] > best:
            return scores[last] + costs.unnumbered[last], last
        return best, came

    scores = {label: suits(0, label) + costs.enter[label] + bonus.get((0, label), 0.0) for label in labels}
    origins: list[dict[int, int]] = []
    for position in range(1, len(texts)):
        ways = {label: way_to(position, label) for label in labels}
        scores = {
            label: best + suits(position, label) + bonus.get((position, label), 0.0) for label, (best, _) in ways.items()
        }
        origins.append({label: came for label, (_, came) in ways.items()})
    end = max(scores, key=lambda label: scores[label] - costs.leave[label])
    chain = _trace(end, origins)
    opens = [at == 0 or _opens(chain[at - 1], column) or (at in alone and column == last) for at, column in enumerate(chain)]
    return Alignment(tuple(map(Placed, range(len(chain)), chain, opens)), scores[end] - costs.leave[end])


def _trace(end: int, origins: Sequence[Mapping[int, int]]) -> list[int]:
    """The labels of all cells, from the last one back."""
    chain = [end]
    for origin in reversed(origins):
        chain.append(origin[chain[-1]])
    chain.reverse()
    return chain


def _in_order(cells: int, columns: int) -> Alignment:
    """Cells as they come, row after row: the search grows with the cube of the columns, and no table of tasks is so wide."""
    placed = tuple(Placed(position, position % columns, position % columns == 0) for position in range(cells))
    return Alignment(placed, WRONG * cells)


def _alone(texts: Sequence[str], roles: Sequence[Role], numbered: int | None) -> frozenset[int]:
    """The tasks that are rows of their own where nothing stands behind them: numbered like the others."""
    if roles[-1] is not Role.TASK or numbered is None:
        return frozenset()
    return frozenset(position for position, text in enumerate(texts) if heading_level(text) == numbered)


def _opens(before: int, column: int) -> bool:
    return column == HEADING or before == HEADING or column < before


def _stay(role: Role, above: str, text: str, *, listed: bool, whole: bool) -> float:
    """The cost of a second cell in the column of the one above; ``listed``: rows bear numbers, and lists are no rows."""
    if (listed or role is Role.REQUIREMENT) and _succeeds(above, text):
        return _LISTED
    return _torn(role, above, text) + (_APART if whole else 0.0)


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
