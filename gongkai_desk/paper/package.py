"""An xlsx file as what it is: parts in a zip, tied together by content types and relationships."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from gongkai_desk.domain import TemplateFault
from gongkai_desk.paper.admission import admit, admit_packing

TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OLE = b"\xd0\xcf\x11\xe0"
_MOST_BYTES = 256 * 1024 * 1024
_MOST_PARTS = 20_000
_MOST_XML = 6 * 1024 * 1024  # a template is small; a million blank rows would hold up the program
_MARKUP = (".xml", ".rels", ".vml")
_DATE = (1980, 1, 1, 0, 0, 0)

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=False)


def parse(data: bytes, where: str = "") -> etree._Element:
    """A part's XML. Entities and DTDs are never looked up; raises TemplateFault on a DTD or on broken XML."""
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise TemplateFault("文件内容损坏", where, "请在Excel或WPS中打开并另存一份再用") from error
    return unprefixed(root) if root.prefix is not None and str(root.tag).startswith(_MAIN) else root


def unprefixed(root: etree._Element) -> etree._Element:
    """The same XML with the namespace of its root as the default one: rows are written as text without prefixes."""
    own = etree.QName(root).namespace
    spaces: Any = {None: own, **{prefix: uri for prefix, uri in root.nsmap.items() if prefix is not None and uri != own}}
    twin = etree.Element(root.tag, _attributes(root), spaces)
    twin.text = root.text
    _copy_children(root, twin)
    return twin


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _copy_children(old: etree._Element, new: etree._Element) -> None:
    for child in old:
        if not isinstance(child.tag, str):
            continue
        spaces: Any = {prefix: uri for prefix, uri in child.nsmap.items() if prefix is not None and uri not in new.nsmap.values()}
        twin = etree.SubElement(new, child.tag, _attributes(child), spaces)
        twin.text, twin.tail = child.text, child.tail
        _copy_children(child, twin)


def serialise(root: etree._Element) -> bytes:
    """A part's bytes, always written the same way."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part; ``target`` is a full part name, or an address where ``external``."""

    id: str
    kind: str
    target: str
    external: bool = False

    @property
    def short(self) -> str:
        """The last word of its type: ``drawing``, ``comments``, ``image`` …"""
        return self.kind.rsplit("/", 1)[-1]


def rels_name(part: str) -> str:
    """``xl/worksheets/sheet1.xml`` -> ``xl/worksheets/_rels/sheet1.xml.rels``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_template(path: Path) -> bytes:
    """A template file's bytes. Raises TemplateFault where it is missing, cannot be opened or is too big."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise TemplateFault("文件过大", path.name, "请删去模板中多余的内容和大图片")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise TemplateFault("模板文件不存在", str(path), "请检查路径，或用 export --list 看可用的模板") from error
    except OSError as error:
        raise TemplateFault("模板文件打不开", str(path), "请检查是否有权限、是否被其他程序占用") from error


class Package:
    """The parts of one workbook, in their order. Reading checks size, duplicates and encryption."""

    def __init__(self, parts: dict[str, bytes], where: str = "") -> None:
        self.parts = parts
        self._where = where
        self._numbers: dict[str, int] = {}
        self._taken: set[str] = set()

    @classmethod
    def of(cls, data: bytes, where: str) -> Package:
        """The package in a file's bytes. Raises TemplateFault where it is encrypted, not an xlsx, broken or too big."""
        if data.startswith(_OLE):
            raise TemplateFault("不是xlsx文件（旧版xls或设了打开密码）", where, "请去掉密码，另存为.xlsx再用")
        try:
            package = cls(dict(_members(data, where)), where)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise TemplateFault("不是完整的xlsx文件", where, "请在Excel或WPS中打开并另存为.xlsx再用") from error
        if TYPES not in package.parts:
            raise TemplateFault(f"缺少部件 {TYPES}", where, "请在Excel或WPS中打开并另存为.xlsx再用")
        admit(package.parts, where)
        return package

    def copy(self) -> Package:
        """An independent package with the same parts."""
        return Package(dict(self.parts), self._where)

    def xml(self, name: str) -> etree._Element:
        """A part parsed. Raises TemplateFault where it is missing."""
        try:
            return parse(self.parts[name], self._where)
        except KeyError as error:
            raise TemplateFault(f"缺少部件 {name}", self._where, "请在Excel或WPS中另存一份再用") from error

    def relations(self, part: str) -> list[Relation]:
        """What a part points to; targets outside the package keep their address."""
        data = self.parts.get(rels_name(part))
        if data is None:
            return []
        base = posixpath.dirname(part)
        found = []
        for item in parse(data):
            target, external = item.get("Target", ""), item.get("TargetMode") == "External"
            if not external:
                target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
            found.append(Relation(item.get("Id", ""), item.get("Type", ""), target, external))
        return found

    def set_relations(self, part: str, relations: Iterable[Relation]) -> None:
        """Write what a part points to."""
        root = parse(f'<Relationships xmlns="{RELS_NS}"/>'.encode())
        base = posixpath.dirname(part)
        for item in relations:
            target = item.target if item.external else posixpath.relpath(item.target, base or ".")
            node = etree.SubElement(root, f"{{{RELS_NS}}}Relationship", Id=item.id, Type=item.kind, Target=target)
            if item.external:
                node.set("TargetMode", "External")
        self.parts[rels_name(part)] = serialise(root)

    def content_type(self, part: str) -> str:
        """The declared type of a part."""
        default = ""
        for item in self.xml(TYPES):
            if item.get("PartName") == f"/{part}":
                return item.get("ContentType", "")
            if item.get("Extension", "").lower() == part.rsplit(".", 1)[-1].lower():
                default = item.get("ContentType", "")
        return default

    def declare(self, types: dict[str, str]) -> None:
        """Declare the types of new parts, where their ending alone does not say it."""
        root = self.xml(TYPES)
        defaults = {item.get("Extension", "").lower(): item.get("ContentType") for item in root if item.get("Extension")}
        for part, kind in types.items():
            if defaults.get(part.rsplit(".", 1)[-1].lower()) != kind:
                etree.SubElement(root, f"{{{_TYPES_NS}}}Override", PartName=f"/{part}", ContentType=kind)
        self.parts[TYPES] = serialise(root)

    def drop(self, names: Iterable[str]) -> None:
        """Remove parts with their declarations and their own relationships."""
        gone = set(names)
        for name in gone:
            self.parts.pop(name, None)
            self.parts.pop(rels_name(name), None)
        root = self.xml(TYPES)
        for item in list(root):
            if item.get("PartName", "")[1:] in gone:
                root.remove(item)
        self.parts[TYPES] = serialise(root)

    def free_name(self, like: str) -> str:
        """A part name that is not taken: ``xl/drawings/drawing1.xml`` -> ``xl/drawings/drawing2.xml``."""
        stem, dot, ending = like.rpartition(".")
        stem = stem.rstrip("0123456789")
        key = f"{stem}{dot}{ending}".lower()
        taken = self._taken = self._taken or {name.lower() for name in self.parts}
        number = self._numbers.get(key, 1)
        while f"{stem}{number}{dot}{ending}".lower() in taken:
            number += 1
        taken.add(f"{stem}{number}{dot}{ending}".lower())
        self._numbers[key] = number + 1
        return f"{stem}{number}{dot}{ending}"

    def to_bytes(self) -> bytes:
        """The zip: the template's order of parts, one fixed date, so that the same content gives the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, data in self.parts.items():
                info = zipfile.ZipInfo(name, _DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                big = len(data) > 1_000_000
                archive.writestr(info, data, compresslevel=1 if big else 6)
        return out.getvalue()


def _members(data: bytes, where: str) -> Iterable[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [item for item in archive.infolist() if not item.is_dir()]
        if len(members) > _MOST_PARTS:
            raise TemplateFault("文件结构异常", where, "请在Excel或WPS中另存一份再用")
        names = [item.filename.lower() for item in members]
        if len(set(names)) != len(names):
            raise TemplateFault("压缩包内部件重名", where, "请在Excel或WPS中另存一份再用")
        if sum(item.file_size for item in members) > _MOST_BYTES:
            raise TemplateFault("解压后过大", where, "请删去模板中多余的内容和大图片")
        if any(item.file_size > _MOST_XML and item.filename.lower().endswith(_MARKUP) for item in members):
            raise TemplateFault("模板的工作表过大", where, "请删去多余的空白行和空白列（含只有格式的），另存后再用")
        admit_packing(members, where)
        for item in members:
            with archive.open(item) as stream:
                content = stream.read(item.file_size + 1)
            if len(content) > item.file_size:
                raise TemplateFault("文件结构异常", where, "请在Excel或WPS中另存一份再用")
            yield item.filename, content
