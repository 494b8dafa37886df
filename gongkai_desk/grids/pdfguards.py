"""The bounds of :mod:`pdflimits` put into pdfminer and pdfplumber while one PDF is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any

from gongkai_desk.grids.pdflimits import Budget


@contextmanager
def limited() -> Iterator[Budget]:
    """While this holds, whatever pdfminer inflates, parses and draws is counted."""
    from pdfminer import cmapdb, pdfdocument, pdffont, pdfinterp, pdfparser, pdftypes, psparser
    from pdfplumber import page

    budget = Budget()
    device = "PDFPageAggregatorWithMarkedContent"
    with ExitStack() as stack:
        for owner, name, guard in (
            (pdftypes, "zlib", lambda old: SimpleNamespace(decompress=budget.decompress, error=old.error)),
            (pdftypes, "decompress_corrupted", lambda old: budget.mend),
            (pdftypes, "lzwdecode", lambda old: budget.unpack_lzw),
            (pdftypes, "rldecode", lambda old: budget.unpack_runs),
            (pdftypes, "ccittfaxdecode", lambda old: lambda data, params: b""),  # pictures, which nobody looks at
            (pdftypes, "apply_png_predictor", lambda old: _checked_predictor(old, budget)),
            (pdftypes, "apply_tiff_predictor", lambda old: _checked_predictor(old, budget)),
            (pdftypes.PDFStream, "decode", lambda old: _counted_stream(old, budget)),
            (psparser.PSStackParser, "start_type", lambda old: _checked_depth(old, budget)),
            (pdfdocument.PDFDocument, "read_xref_from", _once),
            (pdfparser.PDFParser, "push", lambda old: _counted_push(old, budget)),
            (pdffont, "get_widths", lambda old: _counted_widths(old, 3, budget)),
            (pdffont, "get_widths2", lambda old: _counted_widths(old, 5, budget)),
            (cmapdb.FileUnicodeMap, "add_cid2unichr", lambda old: _counted_mapping(old, budget)),
            (pdfinterp, "PDFContentParser", lambda old: _counted_content(old, budget)),
            (page, device, lambda old: _counted_device(old, budget)),
        ):
            old = getattr(owner, name)
            stack.callback(setattr, owner, name, old)
            setattr(owner, name, guard(old))
        yield budget


def _counted_stream(decode: Any, budget: Budget) -> Any:
    def counted(stream: Any) -> None:
        decode(stream)
        budget.inflated(len(stream.data))

    return counted


def _checked_predictor(undo: Any, budget: Budget) -> Any:
    def checked(*arguments: Any) -> Any:
        *_, colors, columns, bits, data = arguments
        budget.predicted(colors * columns * bits // 8, len(data))
        return undo(*arguments)

    return checked


def _checked_depth(start_type: Any, budget: Budget) -> Any:
    def checked(parser: Any, *arguments: Any) -> None:
        budget.nested(len(parser.context))
        start_type(parser, *arguments)

    return checked


def _once(read_table: Any) -> Any:
    """Each table of objects is read once: damaged files name one another, or themselves, as the one before."""
    seen: set[int] = set()

    def reading(document: Any, parser: Any, start: int, tables: list[Any]) -> None:
        if start not in seen:
            seen.add(start)
            read_table(document, parser, start, tables)

    return reading


def _counted_push(push: Any, budget: Budget) -> Any:
    def counted(parser: Any, *objects: Any) -> None:
        budget.parsed(len(objects))
        push(parser, *objects)

    return counted


def _counted_widths(get_widths: Any, group: int, budget: Budget) -> Any:
    """Widths come as ``first [w w …]`` or ``first last w`` (``group`` numbers in all)."""
    def counted(sequence: Iterable[Any]) -> Any:
        parts = list(sequence)
        run: list[Any] = []
        for part in parts:
            run = [*run, part] if isinstance(part, int | float) else []
            if len(run) == group:
                if isinstance(run[0], int) and isinstance(run[1], int):
                    budget.mapped(run[1] - run[0] + 1)
                run = []
        return get_widths(parts)

    return counted


def _counted_mapping(add: Any, budget: Budget) -> Any:
    def counted(mapping: Any, *arguments: Any) -> None:
        budget.mapped(1)
        add(mapping, *arguments)

    return counted


def _counted_content(parser: Any, budget: Budget) -> Any:
    class Counted(parser):  # type: ignore[misc]
        def fillfp(self) -> None:
            before = self.fp
            super().fillfp()
            if self.fp is not before:
                budget.content(self.fp.getbuffer().nbytes)

    return Counted


def _counted_device(device: Any, budget: Budget) -> Any:
    class Counted(device):  # type: ignore[misc]
        def begin_page(self, *arguments: Any) -> None:
            budget.begin_page()
            super().begin_page(*arguments)

        def begin_figure(self, *arguments: Any) -> None:
            budget.drawn()
            super().begin_figure(*arguments)

        def render_char(self, *arguments: Any, **named: Any) -> Any:
            budget.drawn()
            return super().render_char(*arguments, **named)

        def render_image(self, *arguments: Any) -> None:
            budget.drawn()
            super().render_image(*arguments)

        def paint_path(self, *arguments: Any) -> None:
            budget.drawn()
            super().paint_path(*arguments)

    return Counted
