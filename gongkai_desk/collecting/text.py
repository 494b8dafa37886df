"""Texts of a form compared and made safe to write."""

from __future__ import annotations

import re
import unicodedata

CELL_LIMIT = 32_767
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]+")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BRACKETED = re.compile(r"[(（\[【〔﹝〈<][^()（）\[\]【】〔〕﹝﹞〈〉<>]{0,40}[)）\]】〕﹞〉>]")
_SIGNS = re.compile(r"[^\w]+")


def squeeze(text: str) -> str:
    """A text without any blank or line break: what must be equal for a locked cell to count as untouched."""
    text = "".join(text.split())
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def writable(text: str) -> str:
    """A text as a cell can hold it: control characters and lone surrogates show as □, line ends are ``\\n``, length is capped."""
    text = _UNWRITABLE.sub("□", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def answer_text(text: str) -> str:
    """An answer without blanks at its ends and with one kind of line end."""
    if "\r" in text or "_x000D_" in text:
        text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(" \t\n\u3000\xa0\u200b\ufeff")


def header_key(text: str) -> str:
    """A header's text for comparison: no blanks, no bracketed remark, no signs, half-width."""
    text = unicodedata.normalize("NFKC", squeeze(text))
    bare = _BRACKETED.sub("", text)
    return _SIGNS.sub("", bare) or _SIGNS.sub("", text)


def plain(text: str) -> str:
    """A text reduced to its letters and digits, half-width: for likeness, where punctuation says nothing."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text))
