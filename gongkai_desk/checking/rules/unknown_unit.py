"""``unknown-unit``: a name that the roster does not know; what it may mean is proposed."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.naming import Use, lacks_kind, names_used, recognised, renaming, spread
from gongkai_desk.checking.rules.upper_unit import is_upper
from gongkai_desk.checking.saying import of_table
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Edit, Finding, Fix, Severity, Unit
from gongkai_desk.language import Match, category_of, level_of
from gongkai_desk.standing.enlisting import UNLISTED

RULE = "unknown-unit"


def find(subject: Subject) -> Iterator[Finding]:
    """Once per name and document; nothing without the office's roster or the document's own list."""
    if not subject.roster.units:
        return
    judged = {path for path, tables in subject.documents.items() if any(table.listed for table in tables)}
    for name, uses in names_used(subject, groups=False):
        match = recognised(subject, name)
        if match is not None and (match.sure or match.how == "renamed"):
            continue
        if not subject.given and not subject.ledger and uses[0][0].path not in judged:
            continue
        if is_upper(subject, uses[0][0], name) or lacks_kind(subject, name):
            continue
        if name in subject.unlisted or match is not None and match.how == "similar" or not subject.ledger:
            yield _finding(subject, name, uses, match)


def _finding(subject: Subject, name: str, uses: list[Use], match: Match | None) -> Finding:
    table, item = uses[0]
    fixes = []
    guess = ""
    if match is not None:
        guess = f"，是否为“{match.name}”？{match.note}" if match.note else f"，是否为“{match.name}”？"
        fixes.append(Fix(f"改为“{match.name}”", False, renaming(uses, name, match.name)))
    unit = Unit(name, level=level_of(name), category=category_of(Unit(name)))
    if name in subject.unlisted:
        rest = [one for one in subject.unlisted if one != name]
        fixes.append(Fix("名称无误，留在名录里", False, (Edit("setting", UNLISTED, "value", rest),)))
    elif not subject.ledger:
        fixes.append(Fix("加入单位名录", False, (Edit("unit", name, "*", unit),)))
    end = "" if guess.endswith("？") else "。"
    if name in subject.unlisted:
        message = f"给出的单位名录中没有“{name}”{spread(uses)}{guess}{end}已暂列为新单位，会向它分发表格；请核对，无误的请确认"
    else:
        message = f"单位名录中没有“{name}”{spread(uses)}{guess}{end}请核对名称，或把它加入名录"
    return of_table(RULE, Severity.WARNING, subject, table, message, fixes=fixes, details=(name,), source=item.task.source)
