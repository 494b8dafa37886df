"""Responsibility clauses in prose: 牵头单位：X；配合单位：Y、Z, X牵头，Y配合, X、Y按职责分工负责."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai_desk.domain import Lead, LeadKind, Support
from gongkai_desk.language.brackets import unwrap
from gongkai_desk.language.names import plain
from gongkai_desk.language.roles import PAPER, Role, find_chunks
from gongkai_desk.language.units import BLANKET_START, looks_like_unit, read_units

_BLANKET = re.compile(f"{BLANKET_START}[^。；;]{{0,24}}(?:均|都|需|须|由|包含|包括|含|涉及)")
_NAMED_IN_BLANKET = re.compile(
    r"(?:均|都)?(?:需要?|须|由|包含|包括|含|涉及)(?P<units>[^。；;，,]{2,60}?)"
    r"(?:落实|负责|配合|参与|参加|执行|组织|承担|按|共同|，|,|$)"
)
_STRONG = re.compile(
    r"(?:牵头|主办|责任|配合|协办|承办|落实|参与|实施|主责)\s*(?:单位|部门|科室|处室|股室|机构|领导|人)\s*[:：]?"
    rf"|牵头|按(?:照)?(?:各自)?职责|分工负责|分别负责|负责$|配合$|会同|{PAPER}$|(?:牵头|配合|主办|协办|责任)\s*[:：]"
)
_SAYS_BOTH = re.compile(r"(?:牵头|负责)[^。]{0,4}[，,；;][^。]{2,200}(?:配合|负责|落实|参与|参加|实施|协助)\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a responsibility clause says.

    ``blanket``: sentences that hold for the tasks that follow (以下责任单位均包含各区县政府), as written; see
    :func:`blanket_units`. ``persons``: leader persons (牵头领导：张三), never units.
    """

    lead: Lead = field(default_factory=Lead)
    support: Support = field(default_factory=Support)
    aliases: tuple[tuple[str, str], ...] = ()
    clauses: tuple[str, ...] = ()
    blanket: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_clause(text: str) -> Clause:
    """Read one responsibility clause, with or without the bracket around it. Never raises."""
    raw = text.strip()
    reading = read_units(raw)
    kind = reading.kind if reading.lead else LeadKind.MISSING
    return Clause(
        lead=Lead(kind=kind, units=reading.lead, raw=unwrap(raw) if reading.lead else "", open_list=reading.open_list),
        support=Support(units=reading.support, raw=unwrap(raw) if reading.support else "", open_list=reading.open_list),
        aliases=reading.aliases,
        clauses=tuple(clause for clause in reading.clauses if not _BLANKET.search(clause)),
        blanket=tuple(clause for clause in reading.clauses if _BLANKET.search(clause)),
        persons=reading.persons,
        notes=reading.notes,
    )


def blanket_units(clause: str) -> tuple[str, ...]:
    """The units that a blanket clause adds to every task it holds for (以下责任单位均包含各区县政府 -> 各区县政府)."""
    named = _NAMED_IN_BLANKET.search(plain(clause)[:300])
    return read_units(named["units"]).units if named else ()


def looks_like_clause(text: str) -> bool:
    """Whether the content of a bracket (or a line) gives a responsibility and is not an aside of the text."""
    text = unwrap(plain(text[:800])).rstrip("。；; ")
    if not text:
        return False
    if any(chunk.labelled and chunk.role in (Role.LEAD, Role.SUPPORT, Role.SECOND) for chunk in find_chunks(text)):
        return looks_like_unit(text) >= 0.35
    if len(text) < 300 and _SAYS_BOTH.search(text):
        return looks_like_unit(text) >= 0.3
    if _STRONG.search(text):
        return looks_like_unit(text) >= 0.55
    return looks_like_unit(text) >= 0.85 and len(text) > 3
