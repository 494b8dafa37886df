"""Who does what inside one cell or clause: labels before units (牵头单位：), verbs after them (X牵头，Y、Z配合)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gongkai_desk.language.brackets import HIDDEN, mask
from gongkai_desk.language.groups import is_group
from gongkai_desk.language.names import wholeness
from gongkai_desk.language.words import any_of


class Role(StrEnum):
    """The part that a run of units plays; ``NONE`` where nothing is said."""

    NONE = ""
    LEAD = "lead"
    SECOND = "second"  # 责任单位: doers under a lead, leads where nobody else is named
    SUPPORT = "support"
    EACH = "each"
    SHARED = "shared"
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of text with one role. ``labelled``: a label opened it; ``glued``: it follows a verb without a separator."""

    start: int
    end: int
    role: Role
    labelled: bool = False
    glued: bool = False


_LEAD, _SUPPORT, _SECOND = (any_of(f"role {name}", blanks=True) for name in ("lead", "support", "second"))
_WORDS = rf"(?:(?P<lead>{_LEAD})|(?P<support>{_SUPPORT})|(?P<second>{_SECOND}))"
_MORE = r"(?:\s?(?:[及和、/与]\s?)?(?:责\s?任|牵\s?头|配\s?合|落\s?实|实\s?施|协\s?办))?"
_LABEL = (
    rf"(?:^|(?<=[\s；;，,。、:：/\d.)）{HIDDEN}])|(?<=负责)|(?<=落实)|(?<=配合)|(?<=[局委办厅部院府中心会司室处队联社]))"
    rf"(?:(?P<person>{any_of('role person', blanks=True)})|(?P<other>{any_of('role aside', blanks=True)})"
    rf"|{_WORDS}{_MORE}\s?(?:{any_of('role who', blanks=True)}))"
    rf"(?:\s*[:：]|(?=[\s{HIDDEN}]*[^\s，,、；;。:：{HIDDEN}]))"
)
_SIMPLE_LABEL = rf"(?:^|(?<=[\s；;，,。、/{HIDDEN}局委办厅部院府会司社联])){_WORDS}\s*[:：]"
PAPER = r"(?:提出|制定|制订|拟订|拟定|起草|出台)[^，,。；;、]{0,12}(?:意见|办法|方案|措施|细则)(?:并?组织实施|并?抓好落实)?"
"""What units do of whom a paper is asked (研究提出落实意见)."""
_NO_NAME = "(?!单位|部门|科室|处室|机构|人)"  # 各承办单位, 负责人 are names, not verbs
_HOW = rf"(?:{any_of('how')})"
_BY_DUTY = (
    r"(?:根据|依据|依照|按照|按|依)(?:各自|本部门|部门|工作|法定|有关|相关|其){0,3}(?:职责|职能|任务|权限|分工)(?:和|及|与|、)?"
    r"(?:职责|职能|任务|范围|权限|要求)?(?:范围内|范围)?(?:分工|划分)?"
)
_VERB = (
    rf"(?P<shared>(?:{_BY_DUTY}(?P<helps>协同配合|做好配合|配合)?(?:分别|共同|各自|抓好|认真|具体|协同|密切){{0,3}}{_HOW}{{0,4}}"
    r"|分工负责|分工落实|各负其责|各司其职)(?:落实|实施|工作)?)"
    rf"|(?P<each>(?:分别|分头){_HOW}{{1,4}}|各自{_HOW}{{1,3}})"
    r"|(?P<support>(?:积极|密切|共同|予以|给予|协同|做好|负责){0,3}(?:配合|(?<![政科计律作记])协办(?!公)|协助|(?<![委员协学商总合金])会办(?!公)|参与|参加)"
    rf"(?:落实|实施|推进|做好|工作|参与|配合|负责|支持){{0,4}}{_NO_NAME}|(?:协同|(?:业务)?(?:指导|督导|督促|监督))(?=$|[。；;，,\s]))"
    rf"|(?P<lead>(?:负责|共同|联合|总|作为){{0,3}}(?:(?<![各级域项])牵头|牵头(?!单位|部门)|主办(?!单位|部门)|主责(?!单位|部门)|主抓|负总责){_HOW}{{0,4}}(?:单位)?"
    r"|(?:统筹|组织)(?=[，,；;。]))"
    rf"|(?P<joint>(?:共同|联合|协同|具体|全面|统一|归口|统筹){{0,3}}(?:负责|承办){_NO_NAME}"
    r"(?:落实|实施|牵头|推进|组织|承办|办理|制定|工作|完成|指导){0,4}"
    rf"|(?:研究|抓紧|具体|共同){{0,2}}{PAPER}"
    rf"|(?:共同|联合|具体|协同|抓好|组织){_HOW}{{1,3}}(?=$|[\s，,、；;。])|(?:结合(?:本地|工作|各自)?实际|因地制宜|切实|认真|贯彻|参照|抓好)?落实(?=$|[。；;，,]))"
)
_JOINING = re.compile(
    r"，?(?:并)?(?:商请|会同|联合(?=[省市区县各有相国])|会商)(?=.)|(?<=[局办厅部])[会商](?=[省市区县州])|(?<=[处科股])会(?=办公室|[\u4e00-\u9fff]{2,8}[处科股室])"
)
_ANSWERS, _CARRIES_OUT = ("责任", "负责", "主管", "归口"), ("落实", "实施", "执行", "具体落实", "具体实施")
_NAMED = r"(?:牵头|责任|主办|承办|配合|协办|落实|负责)(?:责任)?(?:单位|部门|科室)"
_WRONG_COLON = re.compile(rf"({_NAMED})[;；.．·](?=[\u4e00-\u9fff])(?!{_NAMED})")
_NEEDS_COLON = ("相关", "涉及", "主管", "执行", "实施")
_LISTED = re.compile(r"[、，,；;。\n]")
_REACH = 120
_SEPARATOR = frozenset("、，,；;。\n ")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: the word lists make patterns that cost start-up time."""
    return re.compile(pattern)


def _label_role(match: re.Match[str]) -> Role:
    groups = match.groupdict()
    if groups.get("person"):
        return Role.PERSON
    if groups.get("other"):
        return Role.OTHER
    if groups["lead"]:
        return Role.LEAD
    return Role.SUPPORT if groups["support"] else Role.SECOND


def _verb_role(match: re.Match[str]) -> Role:
    if match["shared"] is not None:
        return Role.SUPPORT if match["helps"] else Role.LEAD if "职责牵头" in match["shared"] else Role.SHARED
    if match["each"] is not None:
        return Role.EACH
    if match["support"] is not None:
        return Role.SUPPORT
    return Role.LEAD if match["lead"] is not None else Role.NONE


def with_colon(text: str) -> str:
    """The text with a colon behind each label, where another sign was typed for it (牵头单位;县发改局)."""
    return _WRONG_COLON.sub(r"\1：", text)


def find_chunks(text: str) -> list[Chunk]:
    """A cell or clause cut into runs of units with their roles, in order. Labels and verbs are in no run."""
    masked = mask(text)
    labels = {
        match.start(): match for pattern in (_SIMPLE_LABEL, _LABEL) for match in _compiled(pattern).finditer(masked)
        if not "".join(match[0].split()).startswith(_NEEDS_COLON) or match[0][-1] in ":："
    }
    helpers = _helpers(labels)
    chunks: list[Chunk] = []
    starts = sorted(labels)
    if not starts:
        return _verb_chunks(masked, 0, len(masked), Role.NONE)
    chunks += _verb_chunks(masked, 0, starts[0], Role.NONE)
    end = 0
    for position, start in enumerate(starts):
        if start < end:
            continue
        end = labels[start].end()
        following = next((other for other in starts[position + 1:] if other >= end), len(masked))
        role = Role.SUPPORT if start in helpers else _label_role(labels[start])
        chunks += _verb_chunks(masked, end, following, role)
    return chunks


def _helpers(labels: dict[int, re.Match[str]]) -> frozenset[int]:
    """Where labels stand that name helpers only because others answer (负责单位：A；落实单位：B), while no label names a lead."""
    words = {start: "".join(match[0].split()) for start, match in labels.items()}
    roles = {_label_role(match) for match in labels.values()}
    if Role.LEAD in roles or not any(word.startswith(_ANSWERS) for word in words.values()):
        return frozenset()
    return frozenset(start for start, word in words.items() if word.startswith(_CARRIES_OUT))


def _verb_chunks(masked: str, start: int, end: int, role: Role) -> list[Chunk]:
    """The runs inside one labelled stretch: every verb gives its role to what stands before it."""
    labelled = role is not Role.NONE
    if role in (Role.PERSON, Role.OTHER):
        return [Chunk(start, end, role, labelled)]
    chunks: list[Chunk] = []
    position, glued = start, False
    for verb in _compiled(_VERB).finditer(masked, start, end):
        chunks += _before_verb(masked, Chunk(position, verb.start(), _verb_role(verb), labelled, glued), role)
        position = verb.end()
        glued = position < end and masked[position] not in _SEPARATOR
    if masked[position:end].strip():
        chunks += _joined(masked, Chunk(position, end, role, labelled, glued))
    return chunks


def _before_verb(masked: str, chunk: Chunk, role: Role) -> list[Chunk]:
    """``X，Y、Z配合``: what stands before the last comma is not meant by 配合."""
    if chunk.role is Role.NONE:
        return _joined(masked, Chunk(chunk.start, chunk.end, role, chunk.labelled, chunk.glued))
    if chunk.role is Role.SUPPORT:
        comma = max(masked.rfind(sign, chunk.start, chunk.end) for sign in "，,；;。")
        line = masked.rfind("\n", chunk.start, chunk.end)
        comma = line if line > comma and _ends_name(masked[max(0, line - _REACH):line]) else comma
        if comma > chunk.start and masked[chunk.start:comma].strip("，,；;。、\n "):
            first = Chunk(chunk.start, comma, role, chunk.labelled, chunk.glued)
            return [first, Chunk(comma + 1, chunk.end, chunk.role, chunk.labelled)]
    return _joined(masked, chunk)


def _ends_name(text: str) -> bool:
    """Whether a line ends with a whole name, and not in its midst."""
    last = _LISTED.split(text)[-1].strip()
    return wholeness(last) >= 2 or (len(last) > 2 and is_group(last))


def _joined(masked: str, chunk: Chunk) -> list[Chunk]:
    """``A会同B、C``: A leads, the others support."""
    joining = _JOINING.search(masked, chunk.start, chunk.end)
    if not joining or chunk.role is Role.SUPPORT:
        return [chunk]
    first = [Chunk(chunk.start, joining.start(), Role.LEAD, chunk.labelled, chunk.glued)] if joining.start() > chunk.start else []
    return [*first, Chunk(joining.end(), chunk.end, Role.SUPPORT, chunk.labelled)]
