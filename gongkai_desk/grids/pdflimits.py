"""What one PDF may make pdfminer do: bytes inflated, contents and things drawn, characters mapped, lines of tables.

A PDF of a few kilobytes can inflate to gigabytes, or draw a form within a form a billion times; pdfminer has no limits of its
own (:mod:`pdfguards` puts these in). Source of the rules: ``faults.md`` (400 MiB and 5 s where a row states none).
"""

from __future__ import annotations

import io
import zlib
from typing import Final

from gongkai_desk.domain.errors import Unreadable
from gongkai_desk.grids.refusal import too_big

STREAM_LIMIT: Final = 32 << 20
INFLATED_LIMIT: Final = 128 << 20
PAGE_CONTENT, CONTENT_LIMIT = 3 << 20, 12 << 20
"""Bytes of contents on one page and in all, each time they are drawn. A page of a document has some 10 KiB; pdfminer reads
half a MiB a second."""
PAGE_DRAWN, DRAWN_LIMIT = 60_000, 1_500_000
MAPPED_LIMIT: Final = 500_000
PARSED_LIMIT: Final = 700_000
DEPTH_LIMIT: Final = 200
EDGE_LIMIT: Final = 20_000
_PREDICTED = 4 << 20
_SLICE = 1 << 16


class Budget:
    """What one PDF has used up. ``fault`` is the refusal once a bound was broken: pdfminer swallows exceptions, so it is kept."""

    def __init__(self) -> None:
        self.fault: Unreadable | None = None
        self._inflated = self._content = self._page_content = self._drawn = self._page_drawn = self._mapped = self._parsed = 0

    def inflated(self, size: int) -> None:
        """Count the bytes of a stream. Raises Unreadable(TOO_BIG) beyond the bound, as the others do."""
        self._inflated += size
        self._hold(self._inflated <= INFLATED_LIMIT, "PDF 解压后过大")

    def content(self, size: int) -> None:
        """Count the bytes of contents that are about to be drawn."""
        self._content += size
        self._page_content += size
        self._hold(self._page_content <= PAGE_CONTENT and self._content <= CONTENT_LIMIT, "PDF 的页面内容过大")

    def begin_page(self) -> None:
        """A new page begins."""
        self._page_content = self._page_drawn = 0

    def drawn(self) -> None:
        """Count a character, line, picture or form."""
        self._drawn += 1
        self._page_drawn += 1
        self._hold(self._page_drawn <= PAGE_DRAWN and self._drawn <= DRAWN_LIMIT, "PDF 的页面内容过多")

    def mapped(self, number: int) -> None:
        """Count characters to which a font gives a width or a meaning."""
        self._mapped += max(number, 0)
        self._hold(self._mapped <= MAPPED_LIMIT, "PDF 的字体表过大")

    def parsed(self, number: int) -> None:
        """Count numbers, names and references outside the contents of pages."""
        self._parsed += number
        self._hold(self._parsed <= PARSED_LIMIT, "PDF 的结构过大")

    def nested(self, depth: int) -> None:
        """Check how deep an array or a dictionary lies in others."""
        self._hold(depth <= DEPTH_LIMIT, "PDF 的结构嵌套过深")

    def predicted(self, row: int, size: int) -> None:
        """Check rows of a table of numbers, which pdfminer undoes one byte at a time."""
        self._hold(0 <= row <= max(size, 1) and size <= _PREDICTED, "PDF 解压后过大")

    def edges(self, number: int) -> None:
        """Check the number of lines of which tables are made on one page."""
        self._hold(number <= EDGE_LIMIT, "PDF 的一页上线条过多")

    def decompress(self, data: bytes) -> bytes:
        """As :func:`zlib.decompress`, bounded."""
        machine = zlib.decompressobj()
        whole = machine.decompress(data, STREAM_LIMIT + 1)
        self._hold(len(whole) <= STREAM_LIMIT, "PDF 解压后过大")
        if not machine.eof:
            raise zlib.error("incomplete or truncated stream")
        return whole

    def mend(self, data: bytes) -> bytes:
        """What can be inflated of a damaged stream, bounded."""
        machine = zlib.decompressobj()
        pieces: list[bytes] = []
        size = 0
        for at in range(0, len(data), _SLICE):
            rest = data[at:at + _SLICE]
            try:
                while rest:
                    pieces.append(machine.decompress(rest, _SLICE))
                    size += len(pieces[-1])
                    self._hold(size <= STREAM_LIMIT, "PDF 解压后过大")
                    rest = machine.unconsumed_tail
            except zlib.error:
                break
        return b"".join(pieces)

    def unpack_lzw(self, data: bytes) -> bytes:
        """As pdfminer's ``lzwdecode``, bounded."""
        from pdfminer.lzw import LZWDecoder

        whole = bytearray()
        for piece in LZWDecoder(io.BytesIO(data)).run():
            whole += piece
            self._hold(len(whole) <= STREAM_LIMIT, "PDF 解压后过大")
        return bytes(whole)

    def unpack_runs(self, data: bytes) -> bytes:
        """Run-length decoding (ISO 32000 7.4.5), bounded."""
        whole = bytearray()
        at = 0
        while at < len(data) and data[at] != 128:
            length = data[at]
            whole += data[at + 1:at + 2 + length] if length < 128 else data[at + 1:at + 2] * (257 - length)
            at += length + 2 if length < 128 else 2
            self._hold(len(whole) <= STREAM_LIMIT, "PDF 解压后过大")
        return bytes(whole)

    def _hold(self, kept: bool, what: str) -> None:
        if not kept:
            self.fault = too_big(what)
            raise self.fault
