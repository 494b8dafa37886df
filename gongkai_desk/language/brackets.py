"""Brackets and quotes of every kind, nested, mixed and unclosed: where they are, so that nothing inside them separates."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENING = "(（〔﹝【[［{｛〖〈"
CLOSING = ")）〕﹞】]］}｝〗〉"
HIDDEN = "\ue000"
"""Stands in a masked text for every character of a bracket and its content."""
QUOTED = "\ue001"
"""Stands in a masked text for every character of a quotation, which belongs to the name around it."""

_QUOTE = re.compile(r"[“「『《][^“”「」『』《》]{1,40}[”」』》]|\"[^\"]{1,40}\"")
_SIGN = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_ANY = re.compile(f"[{re.escape(OPENING + CLOSING)}“「『《\"]")
_TO_STOP = re.compile(f"[^；;。，,、\n{re.escape(OPENING)}]*")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket at the outermost level: ``text[start:end]`` with its signs; ``content`` without them."""

    start: int
    end: int
    content: str


def has_bracket(text: str) -> bool:
    """Whether there is any bracket sign in the text."""
    return _SIGN.search(text) is not None


def find_brackets(text: str) -> list[Bracket]:
    """The outermost brackets of a text in order. One that is never closed ends before the next separator."""
    found: list[Bracket] = []
    for start, end in _spans(text):
        inner = text[start + 1:end]
        found.append(Bracket(start, end, inner[:-1] if inner and inner[-1] in CLOSING else inner))
    return found


def _spans(text: str) -> list[tuple[int, int]]:
    stack: list[int] = []
    closed: list[tuple[int, int]] = []
    for sign in _SIGN.finditer(text):
        if sign.group() in OPENING:
            stack.append(sign.start())
        elif stack:
            closed.append((stack.pop(), sign.end()))
    for start in stack:
        rest = _TO_STOP.match(text, start + 1) if text[start + 1:start + 2] not in OPENING else None
        closed.append((start, rest.end() if rest else start + 1))
    outermost: list[tuple[int, int]] = []
    last = 0
    for start, end in sorted(closed):
        if start >= last:
            outermost.append((start, end))
            last = end
    return outermost


def mask(text: str) -> str:
    """The text with brackets replaced by :data:`HIDDEN` and quotations by :data:`QUOTED`, sign by sign."""
    if not _ANY.search(text):
        return text
    signs = list(text)
    for start, end in _spans(text):
        if end > start + 1:
            signs[start:end] = HIDDEN * (end - start)
    masked = _SIGN.sub(HIDDEN, "".join(signs))
    return _QUOTE.sub(lambda quote: QUOTED * len(quote.group()), masked)


def unwrap(text: str) -> str:
    """The text without brackets that enclose all of it, and without one that was opened and never closed."""
    text = text.strip()
    for _ in range(3):
        if not text or text[0] not in OPENING:
            break
        outer = find_brackets(text)
        if outer and outer[0].start == 0 and outer[0].end == len(text):
            text = outer[0].content.strip()
        elif not any(sign in CLOSING for sign in text):
            text = text[1:].strip()
        else:
            break
    return text
