"""Official Chinese understood: text -> units, deadlines, targets, numbering, repaired text, answers. Pure functions.

Each name below is loaded from its module when it is first asked for, because start-up counts; only ``repair``, whose module
bears the same name, is bound at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.language.repair import Repair, repair
from gongkai_desk.lazy import loader

if TYPE_CHECKING:
    from gongkai_desk.language.answers import AnswerDate, read_answer_date, read_status, status_words
    from gongkai_desk.language.book import Match, UnitBook, book_of
    from gongkai_desk.language.clauses import Clause, blanket_units, looks_like_clause, read_clause
    from gongkai_desk.language.deadlines import find_deadline, read_deadline
    from gongkai_desk.language.ditto import is_ditto
    from gongkai_desk.language.facts import find_document_number, find_issue_date, find_issue_date_beside, find_year
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

__getattr__ = loader(__name__, {
    "answers": "AnswerDate read_answer_date read_status status_words",
    "book": "Match UnitBook book_of",
    "clauses": "Clause blanket_units looks_like_clause read_clause",
    "deadlines": "find_deadline read_deadline",
    "ditto": "is_ditto",
    "facts": "find_document_number find_issue_date find_issue_date_beside find_year",
    "group_members": "expand names_group",
    "groups": "is_group",
    "holidays": "Calendar read_calendar shipped_calendar",
    "initials": "unit_initials",
    "levels": "category_of level_of",
    "numbering": "heading_level split_number",
    "numerals": "number",
    "personal": "PersonalData find_personal",
    "persons": "names_person",
    "script": "is_traditional to_simplified",
    "targets": "read_targets",
    "units": "UnitReading looks_like_unit read_units",
})

__all__ = [
    "AnswerDate", "Calendar", "Clause", "Match", "PersonalData", "Repair", "UnitBook", "UnitReading",
    "blanket_units", "book_of", "category_of", "expand", "find_deadline", "find_document_number", "find_issue_date",
    "find_issue_date_beside", "find_personal", "find_year", "heading_level", "is_ditto", "is_group", "is_traditional", "level_of",
    "looks_like_clause", "looks_like_unit", "names_group", "names_person", "number", "read_answer_date", "read_calendar",
    "read_clause", "read_deadline", "read_status", "read_targets", "read_units", "repair",
    "shipped_calendar", "split_number", "status_words", "to_simplified", "unit_initials",
]
