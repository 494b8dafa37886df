"""Times that stand in a table's cells beside something else: in the clause that closes a wording, in a cell of units."""

from __future__ import annotations

import re

from gongkai_desk.language.clausetimes import is_time, split_times
from gongkai_desk.layout.clausescan import find_clauses, split_deadline

_BRACKET = re.compile(r"[（(]([^（）()]{2,24})[）)]")


def time_in_clause(text: str) -> str:
    """The time that the clauses in a wording's brackets give (（X、Y负责，持续推进）), ``""`` where they give none."""
    times = (split_deadline(clause.content)[1] for clause in find_clauses(text))
    return "，".join(time for time in times if time)


def time_beside_units(text: str) -> str:
    """The time that a cell of units gives with them (X牵头，6月底前完成; X（6月底前）), ``""`` where it gives none."""
    told = split_times(text)[1]
    return told or next((match[1] for match in _BRACKET.finditer(text) if is_time(match[1])), "")
