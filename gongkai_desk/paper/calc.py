"""Results of the formulas a paper needs, so that totals stand in the PDF and in readers that do not calculate."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai_desk.paper.formulas import Moves
from gongkai_desk.paper.sheet import Filled, Sheet


class Calculator:
    """Results by sheet, row and column; None where a formula is beyond it."""

    def __init__(self, sheets: Mapping[str, tuple[Sheet, Moves]]) -> None:
        self._sheets = sheets

    def of(self, sheet: str) -> Callable[[int, int], Filled | None]:
        """The results of one sheet."""
        return lambda row, column: None
