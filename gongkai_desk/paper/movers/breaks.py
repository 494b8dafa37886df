"""Row breaks: the template's own, moved, and the body's."""

from __future__ import annotations

from lxml import etree

from gongkai_desk.paper.movers.common import child
from gongkai_desk.paper.refs import LAST_COLUMN
from gongkai_desk.paper.sheet import Sheet
from gongkai_desk.paper.template import tag


def move_breaks(root: etree._Element, sheet: Sheet) -> None:
    """Move the template's breaks and add those that end a page inside the body."""
    own = {}
    for holder in root.iter(tag("rowBreaks")):
        for item in list(holder):
            item.set("id", str(sheet.rows.high(int(item.get("id", "0")))))
            own[int(item.get("id", "0"))] = item
    if not sheet.breaks:
        return
    holder = child(root, "rowBreaks")
    for row in sheet.breaks:
        if row not in own:
            own[row] = etree.SubElement(holder, tag("brk"), id=str(row), max=str(LAST_COLUMN - 1), man="1")
    holder[:] = [own[row] for row in sorted(own)]
    holder.set("count", str(len(own)))
    holder.set("manualBreakCount", str(sum(item.get("man") == "1" for item in own.values())))
