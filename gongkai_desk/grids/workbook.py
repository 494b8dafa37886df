"""The skeleton of an xlsx package: its sheets in order with their parts, the 1904 switch, comments, and what is best not run.

Source of the rules: ECMA-376 parts 1 and 2 (also Strict), ``faults.md`` #20, #25, #27.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from gongkai_desk.domain.errors import Unreadable
from gongkai_desk.grids.grid import Visibility
from gongkai_desk.grids.look import Place, parse_range
from gongkai_desk.grids.markup import feed, new_parser
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.refusal import broken
from gongkai_desk.grids.styles import attributes, narrow

_STATES = {"hidden": Visibility.HIDDEN, "veryhidden": Visibility.VERY_HIDDEN}
_SMALL = 32 << 20
_OFTEN_THE_SAME = 16 << 10
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One entry of the sheet list; ``part`` is None where the package lacks it, ``kind`` is ``worksheet``, ``chartsheet`` …"""

    name: str
    visibility: Visibility
    part: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """``sheets`` in order; parts of strings and styles, or None; ``date1904`` the calendar of old Macs."""

    sheets: tuple[SheetPart, ...]
    strings: str | None
    styles: str | None
    date1904: bool


def tags(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every start tag by local name with its attributes by local name. Raises Unreadable for XML that is none.

    The workbooks of a batch mostly have the same skeleton, so it is worked out once.
    """
    return _remembered_tags(xml) if len(xml) <= _OFTEN_THE_SAME else _tags(xml)


def _tags(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, values: dict[str, str]) -> None:
        found.append((name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in values.items()}))

    parser = new_parser()
    parser.StartElementHandler = start
    feed(parser, (xml,))
    return found


_remembered_tags = lru_cache(maxsize=16)(_tags)


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id -> (last word of the type, target part). Targets outside the package are left out."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if rels not in package:
        return {}
    xml = package.read(rels, _SMALL)
    return _remembered_relations(xml, folder) if len(xml) <= _OFTEN_THE_SAME else _relations(xml, folder)


def _relations(xml: bytes, folder: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for tag in _RELATION.findall(narrow(xml)):
        values = attributes(tag)
        if values.get("TargetMode") != "External":
            target = values.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[values.get("Id", "")] = (values.get("Type", "").rpartition("/")[2], path)
    return found


_remembered_relations = lru_cache(maxsize=32)(_relations)


def main_part(package: Package, usual: str) -> str:
    """The part that the package names as its main one; ``usual`` where that is there, or nothing is named."""
    if usual and usual in package:
        return usual
    return next((path for kind, path in relations(package, "").values() if kind == "officeDocument"), usual)


def read_workbook(package: Package) -> Workbook:
    """The skeleton. Raises Unreadable where there is no workbook or no sheet in it: never an empty county."""
    main = main_part(package, "xl/workbook.xml")
    rels = relations(package, main)
    sheets: list[SheetPart] = []
    date1904 = False
    for name, values in tags(package.read(main, _SMALL)):
        if name == "sheet" and "name" in values:
            kind, part = rels.get(values.get("id", ""), ("", ""))
            state = _STATES.get(values.get("state", "").lower(), Visibility.VISIBLE)
            sheets.append(SheetPart(values["name"], state, part if part in package else None, kind))
        elif name == "workbookPr":
            date1904 = values.get("date1904") in ("1", "true")
    if not sheets:
        raise broken("工作簿里没有工作表")
    parts = {kind: path for kind, path in rels.values() if path in package}
    return Workbook(tuple(sheets), parts.get("sharedStrings"), parts.get("styles"), date1904)


def read_comments(package: Package, sheet_part: str) -> Mapping[Place, str]:
    """The comments of a sheet by cell."""
    for kind, part in relations(package, sheet_part).values():
        if kind == "comments" and part in package:
            return _comments(package.read(part, _SMALL))
    return {}


def _comments(xml: bytes) -> dict[Place, str]:
    found: dict[Place, str] = {}
    state: dict[str, object] = {"ref": None, "text": False}
    parts: list[str] = []

    def start(name: str, values: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "comment":
            state["ref"] = values.get("ref")
            parts.clear()
        state["text"] = name == "t"

    def end(name: str) -> None:
        state["text"] = False
        span = parse_range(str(state["ref"] or "").encode()) if name.rpartition(":")[2] == "comment" else None
        if span and "".join(parts).strip():
            found[span[:2]] = "".join(parts).strip()

    def text(data: str) -> None:
        if state["text"]:
            parts.append(data)

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        feed(parser, (xml,))
    except Unreadable:
        return {}
    return found


def reservations(package: Package) -> list[tuple[str, str]]:
    """What lies in the package that is never run or followed, as (kind of doubt, Chinese sentence)."""
    names = package.names
    found: list[tuple[str, str]] = []
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        found.append(("macros", "文件含宏，未执行；只读取了单元格内容"))
    links = [name for name in names if "/externallinks/" in name and name.endswith(".xml")]
    if any(b"ddeLink" in package.head(name, 4096) for name in links):
        found.append(("dde", "文件含动态数据交换（DDE）链接，未执行；显示的是保存时的值"))
    elif links:
        found.append(("external-links", "文件引用了其他工作簿，未更新；显示的是保存时的值"))
    if any("/activex/" in name or "/embeddings/" in name for name in names):
        found.append(("embedded", "文件嵌有其他对象或控件，未打开"))
    return found


def saved_at(package: Package) -> datetime | None:
    """The workbook's own time of last change (``dcterms:modified``), local and without zone, or None."""
    if "docProps/core.xml" not in package:
        return None
    head = package.read("docProps/core.xml", 1 << 20)
    start = head.find(b"modified")
    text = head[head.find(b">", start) + 1:head.find(b"<", start + 9)].decode("ascii", "replace").strip() if start > 0 else ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment
