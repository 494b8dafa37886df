"""A sheet's part copied with everything that belongs to it alone: drawings, charts, comments, printer settings."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from gongkai_desk.paper.package import Package, rels_name

_SHARED = frozenset({"image", "hyperlink", "theme", "externalLink"})
"""What several sheets may point to together."""
_FORBIDDEN = {"table": "表格(Ctrl+T)", "pivotTable": "数据透视表", "queryTable": "查询表", "slicer": "切片器",
              "timeline": "日程表"}


def what_forbids_copies(package: Package, part: str) -> str:
    """The kind of part because of which a sheet cannot be repeated, or an empty text."""
    return next((_FORBIDDEN[item.short] for item in package.relations(part) if item.short in _FORBIDDEN), "")


_GUID = re.compile(rb"(\bid=\"|\bparentId=\"|tc=)\{([0-9A-Fa-f-]{36})\}")


def _own_threads(data: bytes, salt: str) -> bytes:
    """Comments of a copy with threads of their own: a thread's number may stand only once in a book."""
    def renamed(found: re.Match[bytes]) -> bytes:
        return found[1] + f"{{{uuid5(NAMESPACE_OID, salt + found[2].decode().upper())}}}".upper().encode()
    return _GUID.sub(renamed, data)


def copy_part(package: Package, part: str) -> str:
    """Copy a part and, deeply, what belongs to it; the new part's name."""
    types: dict[str, str] = {}
    name = _copy(package, part, types)
    package.declare(types)
    return name


def _copy(package: Package, part: str, types: dict[str, str], salt: str = "") -> str:
    name = package.free_name(part)
    salt = salt or name
    package.parts[name] = _own_threads(package.parts[part], salt) if "omment" in part else package.parts[part]
    types[name] = package.content_type(part)
    if rels_name(part) in package.parts:
        twins: dict[str, str] = {}
        relations = []
        for item in package.relations(part):
            if item.external or item.short in _SHARED or item.target not in package.parts or "/media/" in item.target:
                relations.append(item)
                continue
            if item.target not in twins:
                twins[item.target] = _copy(package, item.target, types, salt)
            relations.append(replace(item, target=twins[item.target]))
        package.set_relations(name, relations)
    return name
