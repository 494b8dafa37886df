"""What a verb says: JSON alone on stdout, sentences and progress on stderr."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from gongkai_desk.domain.progress import Progress, silent

SCHEMA = 1
_ENDS = "。！？）"


def say(sentence: str) -> None:
    """One line for a person, on stderr. Line breaks inside are folded: what, where, what to do in one line."""
    if sentence[-1:] not in _ENDS:
        sentence += "。"
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(" ".join(sentence.split("\n")) + "\n")
        sys.stderr.flush()


def counts_words(counts: Mapping[str, int | float]) -> str:
    """The counts of a standing in one line: 任务总数 30，已完成 12，…，完成率 40.0%."""
    return "，".join(f"{name} {count}{'%' if name == '完成率' else ''}" for name, count in counts.items())


def print_json(document: dict[str, Any]) -> None:
    """Print one JSON document on stdout, UTF-8, with the schema's number first."""
    data = msgspec.json.encode({"schema": SCHEMA, **document}, enc_hook=str)
    sys.stdout.buffer.write(msgspec.json.format(data, indent=1) + b"\n")
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def only_json(wanted: bool) -> Iterator[None]:
    """While a verb works for ``--json``, whatever a library prints to stdout goes to stderr instead."""
    if not wanted:
        yield
        return
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def terminal_progress() -> Progress:
    """A :data:`Progress` that redraws one line on a terminal, and says nothing elsewhere."""
    if not sys.stderr.isatty():
        return silent
    shown = 0.0

    def progress(done: int, total: int, what: str) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown < 0.2 and done < total:
            return
        shown = now
        sys.stderr.write(f"\r\x1b[K{done}/{total} {what[-50:]}" if done < total else "\r\x1b[K")
        sys.stderr.flush()

    return progress
