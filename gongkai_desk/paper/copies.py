"""A sheet's part copied with everything that belongs to it alone: drawings, charts, comments, printer settings."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import NAMESPACE_OID, uuid5

from gongkai_desk.paper.package import Package, Relation, rels_name

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


class Copier:
    """Copies parts of one package; ``finish`` declares all copies at once, because there may be thousands."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._kinds: dict[str, str] = {}
        self._new: dict[str, str] = {}

    def copy(self, part: str) -> str:
        """Copy a part and, deeply, what belongs to it; the new part's name."""
        return self._copy(part, "")

    def finish(self) -> None:
        """Declare what kinds of part the copies are."""
        if self._new:
            self._package.declare(self._new)

    def _copy(self, part: str, salt: str) -> str:
        package = self._package
        name = package.free_name(part)
        salt = salt or name
        package.parts[name] = _own_threads(package.parts[part], salt) if "omment" in part else package.parts[part]
        if part not in self._kinds:
            self._kinds[part] = package.content_type(part)
        self._new[name] = self._kinds[part]
        if rels_name(part) in package.parts:
            package.set_relations(name, self._relations(part, salt))
        return name

    def _relations(self, part: str, salt: str) -> list[Relation]:
        twins: dict[str, str] = {}
        relations = []
        for item in self._package.relations(part):
            own = not (item.external or item.short in _SHARED or "/media/" in item.target)
            if own and item.target in self._package.parts:
                if item.target not in twins:
                    twins[item.target] = self._copy(item.target, salt)
                item = replace(item, target=twins[item.target])
            relations.append(item)
        return relations
