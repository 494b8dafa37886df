"""Deadlines (完成时限): from a cell of their own, and from running text (``domain.md`` §3, ``contract.md`` §2)."""

from gongkai_desk.language.deadlines.column import read_deadline
from gongkai_desk.language.deadlines.running import find_deadline

__all__ = ["find_deadline", "read_deadline"]
