"""Word templates opened and filled (docxtpl, in Jinja's sandbox): in the reader child where there is one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from gongkai_desk.domain import TemplateFault
from gongkai_desk.exporting.entrance import Answer
from gongkai_desk.paper.admission import admit, admit_packing

_FOREIGN = "请用Word或WPS另存为.docx再用"
_MOST_BYTES = 256 * 1024 * 1024


class WordFilling(msgspec.Struct):
    """A template and the values for it."""

    template: bytes
    values: dict[str, Any]


def look(message: bytes) -> bytes:
    """The text of a template's body with its fields, UTF-8; sent as name, line break, bytes. An encoded :class:`Answer`."""
    return _answered(message, lambda name, data: text_of(name, data).encode())


def fill(message: bytes) -> bytes:
    """A filled document; sent as name, line break, encoded :class:`WordFilling`. An encoded :class:`Answer`."""
    def work(name: str, data: bytes) -> bytes:
        filling = msgspec.json.decode(data, type=WordFilling)
        return filled(name, filling.template, filling.values)

    return _answered(message, work)


def _answered(message: bytes, work: Callable[[str, bytes], bytes]) -> bytes:
    name, _, data = message.partition(b"\n")
    try:
        return msgspec.json.encode(Answer(data=work(name.decode("utf-8", "replace"), data)))
    except TemplateFault as fault:
        return msgspec.json.encode(Answer.of_fault(fault))


def text_of(name: str, data: bytes) -> str:
    """The text of a template's body with its fields. Raises TemplateFault where this is no Word document, or names fields that
    do not exist or that speak of a task where there is none."""
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    from gongkai_desk.exporting.word_fields import heed_fields

    document = _opened(name, data)
    body = document.patch_xml(document.get_xml())
    around = (document.patch_xml(document.get_part_xml(part)) for uri in (document.HEADER_URI, document.FOOTER_URI)
              for _key, part in document.get_headers_footers(uri))
    try:
        heed_fields(name, (body, *around), SandboxedEnvironment(autoescape=True))
    except TemplateError as error:
        raise _wrong(name, error) from error
    return re.sub(r"<[^>]*>", "", body)


def _wrong(name: str, error: Exception) -> TemplateFault:
    return TemplateFault(f"模板语法有误（{error}）", name, "请检查花括号是否成对，并与随程序的Word模板对照")


def filled(name: str, data: bytes, values: Mapping[str, Any]) -> bytes:
    """The document filled. Raises TemplateFault for a template that is wrong."""
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    document = _opened(name, data)
    try:
        document.render(values, SandboxedEnvironment(autoescape=True), autoescape=True)
    except TemplateError as error:
        raise _wrong(name, error) from error
    except (ValueError, KeyError, OSError, OverflowError) as error:
        raise TemplateFault("不是Word文档（.docx）", name, _FOREIGN) from error
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _opened(name: str, data: bytes) -> Any:
    from docxtpl import DocxTemplate

    from gongkai_desk.exporting.word_fields import with_rows_repeated

    class Document(DocxTemplate):  # type: ignore[misc]
        """A template whose rows of task fields repeat."""

        def patch_xml(self, src_xml: str) -> str:
            return with_rows_repeated(super().patch_xml(src_xml))

    _admit(name, data)
    try:
        document = Document(io.BytesIO(data))
        document.init_docx()
        return document
    except Exception as error:  # python-docx raises whatever its parts raise
        raise TemplateFault("不是Word文档（.docx）", name, _FOREIGN) from error


def _admit(name: str, data: bytes) -> None:
    """Refuse bombs and document type declarations before anything is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MOST_BYTES:
                raise TemplateFault("解压后过大", name, "请删去模板中多余的内容和大图片")
            admit_packing(archive.infolist(), name)
            admit({item.filename: archive.read(item) for item in archive.infolist()
                   if item.filename.lower().endswith((".xml", ".rels"))}, name)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError) as error:
        raise TemplateFault("不是Word文档（.docx）", name, _FOREIGN) from error
