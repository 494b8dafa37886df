"""``group-unit``: a group that nobody can expand; once per phrase and document."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desk.checking.naming import Use, names_used, spread
from gongkai_desk.checking.saying import of_table
from gongkai_desk.checking.subject import Subject
from gongkai_desk.domain import Edit, Finding, Fix, Severity
from gongkai_desk.language import expand

RULE = "group-unit"


def find(subject: Subject) -> Iterator[Finding]:
    """Group phrases without members: they get no form until somebody says who they are."""
    for phrase, uses in names_used(subject, groups=True):
        if expand(phrase, subject.roster) is None:
            yield _finding(subject, phrase, uses)


def _finding(subject: Subject, phrase: str, uses: list[Use]) -> Finding:
    table, item = uses[0]
    fixes = []
    if "有关" in phrase or "相关" in phrase:
        why = "没有列明是哪些单位"
        whole = expand(phrase.replace("有关", "各").replace("相关", "各").replace("各各", "各"), subject.roster)
        if whole:
            fixes.append(Fix(f"按全部{len(whole)}个单位理解（待确认）", False, (Edit("group", phrase, "members", whole),)))
    elif subject.roster.units:
        why = "单位名录中没有这一类单位"
    else:
        why = "还没有单位名录，不知道包括哪些单位"
    message = f"“{phrase}”{spread(uses)}{why}，不能分发到具体单位。请导入单位名录，或指定它包括的单位"
    return of_table(RULE, Severity.WARNING, subject, table, message, fixes=fixes, details=(phrase,), source=item.task.source)
