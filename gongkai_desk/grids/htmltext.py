"""The text of an HTML element as a browser shows it: what is hidden is left out, blanks are folded, breaks are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from gongkai_desk.grids.stretches import Stretches

BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "tr", "td", "th", "ul", "caption", "title"))
_DROPPED = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "select", "rt", "rp", "button", "title"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.I)
_BLANKS = re.compile(r"[ \t\xa0\u2002\u2003\u2009\u200b\ufeff]+")
_TORN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])")
_BREAK = "\x1e"  # stands for a break that a browser shows, while line ends of the source are folded


@dataclass(slots=True)
class Collected:
    """An element's text; ``struck`` where all of it is struck through."""

    text: str
    struck: bool


def is_hidden(node: Any) -> bool:
    """Whether a browser does not show the element."""
    if node.tag in _DROPPED or node.get("hidden") is not None:
        return True
    style = node.get("style")
    return bool(style and _HIDDEN.search(style))


def tidy(text: str) -> str:
    """Blanks folded as a browser does; a line end of the source between two Chinese characters is nothing."""
    if text.isascii() and text.isalnum():
        return text
    if "\n" in text:
        text = _TORN.sub("", text).replace("\n", " ")
    lines = (_BLANKS.sub(" ", line).strip(" \u3000") for line in text.split(_BREAK))
    return "\n".join(lines).strip("\n")


def collect(node: Any) -> Collected:
    """The text of a cell with its breaks."""
    if not len(node) and not node.attrib:
        return Collected(tidy(node.text or ""), False)
    run = Stretches()
    _walk(node, run, struck=False, top=True)
    text = re.sub("\n{2,}", "\n", tidy("".join(run.parts)))
    return Collected(text, run.all_struck)


def _walk(node: Any, run: Stretches, *, struck: bool, top: bool = False) -> None:
    if not isinstance(node.tag, str) or (not top and is_hidden(node)):
        return
    if node.tag == "br":
        run.parts.append(_BREAK)
        return
    struck = struck or node.tag in ("s", "strike", "del") or bool(_STRUCK.search(node.get("style") or ""))
    block = not top and node.tag in BLOCKS
    if block:
        run.parts.append(_BREAK)
    run.say(node.text, struck)
    for child in node:
        _walk(child, run, struck=struck)
        run.say(child.tail, struck)
    if block:
        run.parts.append(_BREAK)
