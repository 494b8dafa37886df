"""Bytes of text files → text: UTF-8, UTF-16, GB18030, also mixed in one file. Never silent about what was lost.

Source of the rules: ``faults.md`` #17. GB18030 accepts many UTF-8 bytes, so UTF-8 is tried first and GBK second; a file that is
neither as a whole is decoded line by line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)
_UNWANTED = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
_CJK = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_OFTEN = frozenset(
    "的一是不在有和人中大为上国我以要他时来用们生到作地于出就分对成会可主年动同工也能下过子说产种面而方后多定行学法所"
    "民得经市政府务公开单位任工责办局县区任務單項目序號責開機關發辦縣實進")
_SHORT = 4_000  # longer GBK text is never valid UTF-8 by accident


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was won: ``bad_line`` is the first line with lost or foreign bytes, ``mixed`` a second encoding."""

    text: str
    encoding: str
    bad_line: int | None = None
    mixed: bool = False

    @property
    def reservation(self) -> str:
        """What to tell the clerk in Chinese, ``""`` where nothing was lost."""
        if self.bad_line is None:
            return ""
        if self.mixed:
            return f"第{self.bad_line}行起文字编码前后不一致（UTF-8 与 GBK 混用），已分别还原，请核对"
        return f"第{self.bad_line}行有无法识别的字符，已显示为 �，请对照原件核对"


def clean(text: str) -> str:
    """A cell's text with line ends as ``\\n`` and without characters that no file or database can hold (shown as �)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("\ufffd", text)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Text of ``data``. ``declared`` is an encoding that the file names for itself; it is believed where it fits."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom):], encoding)
    wide = _guess_utf32(data) or _guess_utf16(data)
    if wide:
        return _lenient(data, wide)
    whole = _strict(data, "utf-8")
    if whole is not None:
        other = None if whole.isascii() or len(data) > _SHORT else _strict(data, "gb18030")
        if other is not None and _is_accident(whole, other):
            return _done(other, "gb18030")
        return _done(whole, "utf-8")
    return _legacy(data, declared)


def _legacy(data: bytes, declared: str | None) -> Decoded:
    lines = data.splitlines(keepends=True)
    foreign = [line for line in lines if not line.isascii()]
    utf8 = sum(1 for line in foreign if _strict(line, "utf-8") is not None)
    if utf8 and (utf8 * 2 >= len(foreign) or any(map(_is_surely_utf8, foreign))):
        return _line_by_line(lines)
    for encoding in (_known(declared), "gb18030"):
        text = _strict(data, encoding) if encoding else None
        if text is not None and encoding:
            return _done(*_or_big5(data, text, encoding))
    if utf8:
        return _line_by_line(lines)
    return _lenient(data, "gb18030")


def _or_big5(data: bytes, text: str, encoding: str) -> tuple[str, str]:
    """Big5 bytes are nearly all valid GB18030: the reading with more everyday characters wins."""
    if encoding != "gb18030":
        return text, encoding
    other = _strict(data, "big5hkscs")
    if other is None:
        return text, encoding
    return (other, "big5") if _everyday(other) > _everyday(text) * 2 + 2 else (text, encoding)


def _everyday(text: str) -> int:
    return sum(1 for character in text[:20_000] if character in _OFTEN)


def _known(declared: str | None) -> str | None:
    name = (declared or "").strip().strip("\"'").lower().replace("_", "-")
    if name in ("gb2312", "gbk", "gb18030", "x-gbk", "gb-2312", "cp936", "ms936"):
        return "gb18030"
    if name in ("big5", "big5-hkscs", "x-x-big5", "cn-big5"):
        return "big5hkscs"
    return None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_accident(text: str, other: str) -> bool:
    """Whether GBK bytes happened to be valid UTF-8 (联通): rare alphabets in one reading, Chinese in the other."""
    odd = sum(1 for character in text if "\u0100" <= character < "\u0800")
    plain = sum(1 for character in text if character >= "\u0800" or "\u0080" <= character < "\u0100")
    return odd > plain and len(_CJK.findall(other)) >= odd


def _is_gbk_accident(line: bytes, text: str) -> bool:
    other = _strict(line, "gb18030")
    return other is not None and _is_accident(text, other)


def _is_surely_utf8(line: bytes) -> bool:
    """Whether a line of a GBK file is UTF-8, of which GBK makes other, rarer characters without an error."""
    text = _strict(line, "utf-8")
    if text is None or len(_CJK.findall(text)) < 2:
        return False
    return not _is_gbk_accident(line, text)


def _guess_utf32(data: bytes) -> str | None:
    """UTF-32 without its mark: of four bytes the highest is always 0, and the next one nearly always."""
    head = data[:4096]
    if len(data) < 8 or len(data) % 4 or len(head) % 4:
        return None
    parts = [head[at::4] for at in range(4)]
    for high, next_, encoding in ((parts[3], parts[2], "utf-32-le"), (parts[0], parts[1], "utf-32-be")):
        if not any(high) and next_.count(0) * 10 >= len(next_) * 9 and not max(next_) > 16:
            return encoding
    return None


def _guess_utf16(data: bytes) -> str | None:
    head = data[:4096]
    if len(data) < 4 or len(data) % 2 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    marks = sum(head.count(mark) for mark in (b"\n\x00", b"\r\x00", b"\t\x00", b",\x00", b" \x00"))
    if odd > 4 * even and (odd * 8 > len(head) // 2 or marks):
        return "utf-16-le"
    if even > 4 * odd and even * 8 > len(head) // 2:
        return "utf-16-be"
    return None


def _line_by_line(lines: list[bytes]) -> Decoded:
    """Each line by itself; the first line that is not in the encoding the file begins with is the one to look at."""
    texts: list[str] = []
    bad: int | None = None
    usual = ""
    mixed = False
    for number, line in enumerate(lines, 1):
        for encoding in ("utf-8", "gb18030"):
            text = _strict(line, encoding)
            if text is not None and (encoding != "utf-8" or line.isascii() or not _is_gbk_accident(line, text)):
                break
        if text is None or not line.isascii():
            usual = usual or encoding if text is not None else usual
            if text is None or encoding != usual:
                bad = bad or number
                mixed = mixed or text is not None
        texts.append(line.decode("utf-8", "replace") if text is None else text)
    return Decoded("".join(texts), "utf-8", bad, mixed)


def _lenient(data: bytes, encoding: str) -> Decoded:
    return _done(data.decode(encoding, "replace"), encoding)


def _done(text: str, encoding: str) -> Decoded:
    at = text.find("\ufffd")
    return Decoded(text, encoding, None if at < 0 else text.count("\n", 0, at) + 1)
