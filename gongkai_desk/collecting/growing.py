"""A sheet whose rows start at a computed height and still grow with what is typed into them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter.worksheet import Worksheet


class GrowingSheet(Worksheet):  # type: ignore[misc, unused-ignore]
    """XlsxWriter marks every given height as chosen by hand, and then no program fits the row to its text any more.

    From ``first_growing`` (1-based) on rows are written without that mark.
    """

    first_growing = 5

    def _xml_start_tag_unencoded(self, tag: str, attributes: Iterable[tuple[str, Any]] = ()) -> None:
        given = list(attributes)
        if tag == "row" and given[0][1] >= self.first_growing:
            given = [pair for pair in given if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, given)
