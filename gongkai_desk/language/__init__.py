"""Official Chinese understood: text -> units, deadlines, targets, numbering, repaired text, answers. Pure functions.

Each name below is loaded from its module when it is first asked for, because start-up counts; only ``repair``, whose module
bears the same name, is bound at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gongkai_desk.language.repair import Repair, repair

if TYPE_CHECKING:
    from gongkai_desk.language.answers import AnswerDate, read_answer_date, read_phone, read_status, status_words
    from gongkai_desk.language.book import Match, UnitBook, book_of, same_unit
    from gongkai_desk.language.clauses import Clause, blanket_units, looks_like_clause, read_clause
    from gongkai_desk.language.deadlines import find_deadline, is_ditto, read_deadline
    from gongkai_desk.language.facts import find_document_number, find_issue_date, find_year
    from gongkai_desk.language.group_members import expand, names_group
    from gongkai_desk.language.groups import is_group
    from gongkai_desk.language.holidays import Calendar, read_calendar, shipped_calendar
    from gongkai_desk.language.initials import unit_initials
    from gongkai_desk.language.levels import category_of, level_of
    from gongkai_desk.language.numbering import heading_level, split_number
    from gongkai_desk.language.numerals import number
    from gongkai_desk.language.personal import PersonalData, find_personal
    from gongkai_desk.language.persons import names_person
    from gongkai_desk.language.script import is_traditional, to_simplified
    from gongkai_desk.language.targets import read_targets
    from gongkai_desk.language.units import UnitReading, looks_like_unit, read_units

_HOMES = {
    "Match": "book", "UnitBook": "book", "book_of": "book", "same_unit": "book",
    "Clause": "clauses", "blanket_units": "clauses", "looks_like_clause": "clauses", "read_clause": "clauses",
    "expand": "group_members", "names_group": "group_members", "is_group": "groups", "unit_initials": "initials",
    "category_of": "levels", "level_of": "levels",
    "UnitReading": "units", "looks_like_unit": "units", "read_units": "units",
    "AnswerDate": "answers", "read_answer_date": "answers", "read_phone": "answers", "read_status": "answers",
    "status_words": "answers",
    "find_deadline": "deadlines", "is_ditto": "deadlines", "read_deadline": "deadlines",
    "find_document_number": "facts", "find_issue_date": "facts", "find_year": "facts",
    "Calendar": "holidays", "read_calendar": "holidays", "shipped_calendar": "holidays",
    "heading_level": "numbering", "split_number": "numbering", "number": "numerals",
    "PersonalData": "personal", "find_personal": "personal", "names_person": "persons",
    "is_traditional": "script", "to_simplified": "script",
    "read_targets": "targets",
}

__all__ = [
    "AnswerDate", "Calendar", "Clause", "Match", "PersonalData", "Repair", "UnitBook", "UnitReading",
    "blanket_units", "book_of", "category_of", "expand", "find_deadline", "find_document_number", "find_issue_date",
    "find_personal", "find_year", "heading_level", "is_ditto", "is_group", "is_traditional", "level_of",
    "looks_like_clause", "looks_like_unit", "names_group", "names_person", "number", "read_answer_date", "read_calendar",
    "read_clause", "read_deadline", "read_phone", "read_status", "read_targets", "read_units", "repair",
    "same_unit", "shipped_calendar", "split_number", "status_words", "to_simplified", "unit_initials",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
