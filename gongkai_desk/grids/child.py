"""The reader child: what ``--reader`` runs. It reads requests from stdin, answers on stdout, and may die of any file.

It limits its own memory and time on Linux (on Windows the door's job object does), and imports a reader only when the first file
of its kind arrives. Source of the rules: design ("Files are dangerous"), ``faults.md`` #6, #7.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import BinaryIO

from gongkai_desk.domain.errors import Unreadable
from gongkai_desk.grids.frames import read_exactly, read_frame, write_frame
from gongkai_desk.grids.limits import MEMORY, limit_memory, limit_time, peak_memory
from gongkai_desk.grids.refusal import NO_MEMORY, broken, too_big
from gongkai_desk.grids.wire import (
    Pasted,
    Reply,
    Request,
    decode_request,
    encode,
    letters,
    pack,
    refusal,
)

_RETIRE = 700 << 20
_REPLY = 64 << 20  # what the parent can hold without harm: some 400 MiB as rows
_HELLO = b"{}"


def main(tasks: Mapping[str, str] | None = None) -> None:
    """Answer requests until stdin ends.

    ``tasks`` are what rooms above want done in the child too, each name with its ``module:function`` from bytes to bytes; the
    module is imported when first asked for. Refusals are Unreadable.
    """
    requests, replies = _pipes()
    limit_memory(MEMORY)
    write_frame(replies, _HELLO)
    _warm()
    while (frame := read_frame(requests)) is not None:
        request = decode_request(frame)
        data = read_exactly(requests, request.size)
        if len(data) < request.size:
            return
        limit_time(request.seconds + 5)
        message = _answer(request, data, tasks or {})
        limit_time(0)
        write_frame(replies, message)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Stdin and stdout for frames; whatever a library prints goes nowhere."""
    requests = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
    replies = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    sys.stdin = sys.stdout = sys.stderr = open(os.devnull, "r+", encoding="utf-8")  # noqa: SIM115, PTH123
    return requests, replies


def _warm() -> None:
    """Import what nearly every batch needs, while the parent still gathers files."""
    import gongkai_desk.grids.calamine
    import gongkai_desk.grids.formats
    import gongkai_desk.grids.xlsx  # noqa: F401

    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # a file is many small tuples at once, none of them garbage before it is sent


def _answer(request: Request, data: bytes, tasks: Mapping[str, str]) -> bytes:
    try:
        reply = Reply(answer=_called(tasks[request.task], data)) if request.task in tasks else _read(request, data)
        if peak_memory() > _RETIRE:
            reply.retire = True
        message = encode(reply) if letters(reply) <= _REPLY else None
        return message if message is not None and len(message) <= _REPLY else encode(_retiring(too_big("文件里的文字过多")))
    except Unreadable as error:
        return encode(refusal(error))
    except MemoryError:
        return encode(_retiring(too_big(NO_MEMORY)))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # any reader may raise anything, a Rust panic included; a traceback must never reach a person
        return encode(refusal(broken()))


def _called(home: str, data: bytes) -> bytes:
    module, _, name = home.partition(":")
    answer: bytes = getattr(import_module(module), name)(data)
    return answer


def _read(request: Request, data: bytes) -> Reply:
    if request.task == "clipboard":
        import msgspec

        from gongkai_desk.grids.clipboard import read_pasted

        pasted = msgspec.json.decode(data, type=Pasted)
        return pack(read_pasted(pasted.html, pasted.text))
    if request.task == "fill":
        import msgspec

        from gongkai_desk.grids.filling import fill
        from gongkai_desk.grids.wire import Filling

        filling = msgspec.json.decode(data, type=Filling)
        return Reply(filled=fill(filling.file, filling.cells))
    from gongkai_desk.grids.formats import read_bytes

    document = read_bytes(data, request.path, frozenset(request.avoid), frozenset(request.skip))
    return pack(document)


def _retiring(error: Unreadable) -> Reply:
    reply = refusal(error)
    reply.retire = True
    return reply


