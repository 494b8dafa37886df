"""Deadlines (完成时限): from a cell of their own, and from running text (``domain.md`` §3, ``contract.md`` §2)."""

from gongkai_desk.language.deadlines.column import read_deadline
from gongkai_desk.language.deadlines.running import find_deadline
from gongkai_desk.language.deadlines.words import is_ditto

__all__ = ["find_deadline", "is_ditto", "read_deadline"]
