"""The text of a Word paragraph as Word shows it, with its automatic number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai_desk.grids.numbering import Numbering
from gongkai_desk.grids.reservations import Notes
from gongkai_desk.grids.stretches import Stretches
from gongkai_desk.grids.text import clean

_DROPPED = frozenset((
    "del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt", "sdtPr", "fldData", "footnoteReference", "annotation"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_CHECKS = {"F0FE": "☑", "F052": "☑", "F0A8": "☐", "F06F": "☐", "F0FC": "√", "F0FB": "×"}
_OFF = ("0", "false", "off")


def NAME(node: Any) -> str:  # noqa: N802 - read as a constant of the node
    """The local name of an element, ``""`` for comments and the like."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(node: Any, name: str) -> str | None:
    """An attribute by its local name."""
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), None)


def child(node: Any, name: str) -> Any:
    """The first child of that local name, or None."""
    return next((other for other in node if NAME(other) == name), None)


@dataclass(slots=True)
class Texts:
    """What all paragraphs of a document share."""

    numbering: Numbering
    notes: Notes
    hidden: int = 0
    deleted: int = 0

    def tell(self) -> None:
        """Say what was left out, once for the document."""
        if self.hidden:
            self.notes.say("hidden-text", f"文档里有 {self.hidden} 处隐藏的文字，未读入，请核对")
        if self.deleted:
            self.notes.say("deleted-text", f"文档带有修订痕迹：{self.deleted} 处标为删除的文字未读入，请核对")


@dataclass(slots=True)
class Paragraph:
    """Its text with number, whether all of it is struck through, and the text boxes anchored in it."""

    text: str = ""
    struck: bool = False
    boxes: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class _Run(Stretches):
    boxes: list[Any] = field(default_factory=list)
    hidden: int = 0
    deleted: int = 0


def blocks(container: Any) -> Iterator[Any]:
    """The paragraphs and tables directly inside, content controls and tracked insertions opened."""
    for node in container:
        name = NAME(node)
        if name in ("p", "tbl"):
            yield node
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice", "Fallback"):
            yield from blocks(_chosen(node))


def paragraph(node: Any, texts: Texts) -> Paragraph:
    """One paragraph."""
    run = _Run()
    _walk(node, run)
    texts.hidden += run.hidden
    texts.deleted += run.deleted
    text = clean("".join(run.parts))
    number = texts.numbering.next(child(node, "pPr"))
    if number and not text.startswith(number):
        text = number + text.lstrip()
    return Paragraph(text.strip("\n"), run.all_struck, run.boxes)


def _chosen(node: Any) -> Any:
    """Of alternative contents the first that is there."""
    if NAME(node) != "AlternateContent":
        return node
    choice = child(node, "Choice")
    return choice if choice is not None else child(node, "Fallback") if child(node, "Fallback") is not None else node


def _walk(top: Any, run: _Run) -> None:
    """All text below, without recursion: hostile documents nest deep."""
    stack: list[tuple[Any, bool]] = [(node, False) for node in reversed(top)]
    while stack:
        node, struck = stack.pop()
        name = NAME(node)
        if not name or name in _DROPPED:
            run.deleted += name == "del" and _has_text(node, "delText")
            continue
        if name == "t":
            run.say(node.text, struck)
        elif name in _SIGNS:
            run.parts.append("" if name == "br" and attribute(node, "type") in ("page", "column") else _SIGNS[name])
        elif name == "sym":
            run.parts.append(_CHECKS.get((attribute(node, "char") or "").upper(), ""))
        elif name == "txbxContent":
            run.boxes.append(node)
        elif name == "AlternateContent":
            stack.extend((other, struck) for other in reversed(_chosen(node)))
        elif name == "r":
            style = child(node, "rPr")
            if style is None or not _on(style, "vanish"):
                off = style is not None and (_on(style, "strike") or _on(style, "dstrike"))
                stack.extend((other, off) for other in reversed(node))
            else:
                run.hidden += _has_text(node, "t")
        else:
            stack.extend((other, struck) for other in reversed(node))


def _has_text(node: Any, name: str) -> bool:
    return any(NAME(other) == name and (other.text or "").strip() for other in node.iter())


def _on(style: Any, name: str) -> bool:
    node = child(style, name)
    return node is not None and (attribute(node, "val") or "1").lower() not in _OFF
