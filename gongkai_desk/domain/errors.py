"""The one family of errors. Each says what happened, where, and what the clerk can do next."""

from __future__ import annotations

from enum import StrEnum


class GongkaiError(Exception):
    """A fault that a person must be told of, in one Chinese sentence.

    ``what``: what is wrong; ``where``: file, sheet, row or unit (may be empty); ``next_step``: what to do now.
    """

    def __init__(self, what: str, where: str = "", next_step: str = "") -> None:
        super().__init__(what, where, next_step)
        self.what = what
        self.where = where
        self.next_step = next_step

    def __str__(self) -> str:
        head = f"{self.where}：{self.what}" if self.where else self.what
        return f"{head}。{self.next_step}" if self.next_step else head


class RefusalKind(StrEnum):
    """Why a file was not read (``contract.md`` §2)."""

    NO_TABLE = "no-table"
    UNREADABLE = "unreadable"
    PASSWORD = "password"
    INCOMPLETE = "incomplete"
    EMPTY = "empty"
    TOO_BIG = "too-big"
    FORBIDDEN = "forbidden"
    BUSY = "busy"
    UNSUPPORTED = "unsupported"
    NOT_FOUND = "not-found"
    TIMEOUT = "timeout"


class Unreadable(GongkaiError):
    """A file that cannot be read. A batch notes it and goes on."""

    def __init__(self, kind: RefusalKind, what: str, where: str = "", next_step: str = "") -> None:
        super().__init__(what, where, next_step)
        self.kind = kind


class LedgerFault(GongkaiError):
    """A ledger that is in use, damaged, foreign, of a newer version, or cannot be written."""


class TemplateFault(GongkaiError):
    """A template with mistakes; ``where`` names sheet and cell."""


class Cancelled(GongkaiError):
    """The clerk stopped a running operation; nothing of it remains."""

    def __init__(self, what: str = "已取消") -> None:
        super().__init__(what)
