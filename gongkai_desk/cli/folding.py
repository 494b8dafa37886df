"""A JSON document whose list grows over a long batch: its entries are kept as compressed text, a tenth of what they say.

Nothing is printed before the batch is whole, so that what stands on stdout is always one document.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from gongkai_desk.cli.output import SCHEMA

_PIECE = 1 << 18


class FoldedList:
    """The entries of a list, each as it will be printed."""

    def __init__(self) -> None:
        self._press = zlib.compressobj(1)
        self._pieces: list[bytes] = []
        self._number = 0

    def __len__(self) -> int:
        return self._number

    def add(self, entry: Mapping[str, Any]) -> None:
        """Keep one more entry."""
        text = _indented(entry).replace(b"\n", b"\n  ")
        before = b",\n  " if self._number else b"\n  "
        self._number += 1
        if pressed := self._press.compress(before + text):
            self._pieces.append(pressed)

    def text(self) -> Iterator[bytes]:
        """The list as JSON, piece by piece. Nothing can be added then."""
        self._pieces.append(self._press.flush())
        yield b"["
        machine = zlib.decompressobj()
        for piece in self._pieces:
            while piece:
                yield machine.decompress(piece, _PIECE)
                piece = machine.unconsumed_tail
        yield machine.flush()
        yield b"\n ]" if self._number else b"]"


def print_folded(name: str, folded: FoldedList, rest: Mapping[str, Any]) -> None:
    """Print one JSON document as :func:`print_json` does: the schema's number, the folded list as ``name``, and the rest."""
    out = sys.stdout.buffer
    out.write(b'{\n "schema": %d,\n "%b": ' % (SCHEMA, name.encode()))
    for piece in folded.text():
        out.write(piece)
    out.write(b"," + _indented(rest)[1:] + b"\n")
    out.flush()


def _indented(value: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=1)
