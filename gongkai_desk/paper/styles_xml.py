"""The one change to a template's style table: twins of formats that mark a text as text (``quotePrefix``)."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from gongkai_desk.paper.template import tag


class QuotedStyles:
    """Hands out, for a cell format, its twin under which ``=cmd`` stays text even when somebody edits the cell."""

    def __init__(self, root: etree._Element | None) -> None:
        self._root = root
        self._twins: dict[int, int] = {}

    @property
    def changed(self) -> bool:
        """Whether a twin was needed."""
        return bool(self._twins)

    def index(self, style: int) -> int:
        """The twin of a format, made when first asked for."""
        if style not in self._twins:
            table = None if self._root is None else self._root.find(tag("cellXfs"))
            if table is None or style >= len(table):
                return style
            twin = deepcopy(table[style])
            twin.set("quotePrefix", "1")
            table.append(twin)
            table.set("count", str(len(table)))
            self._twins[style] = len(table) - 1
        return self._twins[style]
