"""What is let in of a template: parts packed as OPC says, no document type declarations in whatever encoding
(``faults.md`` #11, #12)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping

from gongkai_desk.domain import TemplateFault

_XML = (".xml", ".rels", ".vml")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
_PLAIN = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16"}


def admit_packing(members: Iterable[zipfile.ZipInfo], where: str) -> None:
    """Refuse members with a password, and those packed as no office program packs them. Raises TemplateFault."""
    for member in members:
        if member.flag_bits & 1:
            raise TemplateFault("压缩包带密码", where, "请去掉密码再用")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise TemplateFault("用了少见的压缩方式", where, "请在Office或WPS中打开并另存一份再用")


def admit(parts: Mapping[str, bytes], where: str) -> None:
    """Look over the raw parts before anything is parsed. Raises TemplateFault; ``where`` names the file."""
    for name, data in parts.items():
        if not name.lower().endswith(_XML):
            continue
        _refuse_declarations(data, where)


def _refuse_declarations(data: bytes, where: str) -> None:
    text = data
    if data[:2] in _WIDE:
        wide = "utf-16-be" if data[:2] in (b"\xfe\xff", b"\0<") else "utf-16-le"
        text = data.decode(wide, "replace").encode("utf-8", "replace")
    else:
        declared = _DECLARED.search(data[:400])
        if declared is not None and declared[1].lower() not in _PLAIN:
            raise TemplateFault(f"文字编码少见（{declared[1].decode()}）", where, "请在Excel或WPS中另存一份再用")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise TemplateFault("含不允许的XML实体（DTD）", where, "请在Excel或WPS中另存一份再用")
