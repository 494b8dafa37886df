"""``unit-alias``: another name of a unit of the roster, or a co-name in brackets."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.naming import names_used, renaming, spread
from gongkai_desk.checking.saying import of_table
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Edit, Finding, Fix, Severity

RULE = "unit-alias"


def find(subject: Subject) -> Iterator[Finding]:
    """Once per name and document."""
    yield from _co_names(subject)
    if not subject.roster.units or subject.ledger:
        return
    for name, uses in names_used(subject, groups=False):
        match = subject.book.match(name)
        if match is not None and match.sure and match.name != name:
            table, item = uses[0]
            message = f"“{name}”{spread(uses)}按单位名录理解为“{match.name}”。如不是同一单位，请在名录中分开"
            fix = Fix(f"统一写作“{match.name}”", True, renaming(uses, name, match.name))
            yield of_table(RULE, Severity.INFO, subject, table, message, fixes=(fix,), details=(name,), source=item.task.source)


def _co_names(subject: Subject) -> Iterator[Finding]:
    for tables in subject.documents.values():
        pairs = {pair: table for table in reversed(tables) for pair in table.aliases}
        for (name, alias), table in pairs.items():
            unit = subject.roster.find(name)
            if unit is not None and (alias == unit.name or alias in unit.aliases):
                continue
            edit = Edit("unit", name, "aliases", (*(unit.aliases if unit else ()), alias))
            fixes = (Fix(f"记为“{name}”的别名", True, (edit,)),) if unit else ()
            message = f"“{name}”括号中的“{alias}”按同一单位的另一名称理解。如不是同一单位，请在名录中分开"
            yield of_table(RULE, Severity.INFO, subject, table, message, fixes=fixes, details=(name, alias))
