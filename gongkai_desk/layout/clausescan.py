"""Responsibility clauses inside a paragraph: which brackets give duties, and where the text before them ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai_desk.language import is_group, looks_like_clause, looks_like_unit, repair
from gongkai_desk.language.brackets import CLOSING, OPENING
from gongkai_desk.language.clausetimes import split_times
from gongkai_desk.language.roles import PAPER, with_colon
from gongkai_desk.layout.clausestart import leading_brackets
from gongkai_desk.layout.content import is_deadline_like, is_unit_like
from gongkai_desk.layout.lines import is_title
from gongkai_desk.layout.prosesame import same_as

_LONGEST = 900
_ROLES = (
    "牵头", "责任", "主办", "承办", "协办", "配合", "参与", "参加", "落实", "实施", "负责", "主责", "协同",
    "主管", "主要", "共同", "第一", "整改", "指导",
)
_BODIES = ("单位", "部门", "科室", "处室", "股室", "机构")


def _gappy(words: Iterable[str]) -> str:
    """Words for a regular expression, with a stray blank allowed inside each."""
    return "|".join(r"[ \u3000]?".join(word) for word in words)


_ROLE = f"(?:{_gappy(_ROLES)})"
_BODY = f"(?:{_gappy(_BODIES)})"
_WHO = f"(?:责任)?(?:{_gappy((*_BODIES, '地区', '主体', '领导', '人'))})"
DEADLINE_LABEL = (
    "(?:任务|工作|计划|要求|整改)?"
    "(?:完成时限|时限要求|完成时间|完成期限|时间节点|时间要求|整改时限|办结时限|时间安排|时限|期限|进度安排)"
)
DUTY_LABEL = rf"{_ROLE}{{1,3}}(?:和|、|及)?{_ROLE}?[ \u3000]?{_WHO}"
LABEL = re.compile(rf"[\s\u3000]*{DUTY_LABEL}\s*[:：]")
_BOX_END = r"[\s\u3000]*[】\]〕）)][\s\u3000]*[:：]?[\s\u3000]*"
_BAR_OR_BLANK = r"(?:[\s\u3000]*[丨｜|︱][\s\u3000]*|[\s\u3000]+)"
LABEL_BLANK = re.compile(rf"[\s\u3000【\[〔（(]*{_ROLE}{{1,3}}{_WHO}(?:{_BOX_END}|{_BAR_OR_BLANK})(?=\S)")
"""A label with a blank, or a box around it, in place of its colon (牵头单位 区住建局, 【责任单位】区住建局)."""
BOXES = frozenset("【[〔（(")
_BOXED = re.compile(rf"[【\[〔（(][\s\u3000]*({_ROLE}{{1,3}}{_WHO}|{DEADLINE_LABEL}){_BOX_END}")
_SPACED = re.compile(rf"(?<![^\s\u3000；;。，,])({_ROLE}{{1,3}}{_WHO}){_BAR_OR_BLANK}(?=[^\s\u3000:：])")
_LABEL_BARE = re.compile(rf"[\s\u3000]*{_ROLE}{{1,2}}{_WHO}")
_VERB_END = re.compile(
    r"(?:负责|落实|牵头|配合|实施|参与|承办|推进|抓好|组织实施|负责制|抓落实|完成|指导|督导|监督)(?:落实|实施)?[。；;\s]*\Z|"
    rf"{PAPER}[。；;\s]*\Z|"
    r"牵头[,，；;、]|牵头落实|分别负责|按(?:照)?(?:各自)?职责"
)
_NOISE = r"(?:[(（][a-zü\u00e0-\u01dc\u0251\u0261]{1,7}[)）])?"
_OLD_ROLES = (("[责責]", "任"), ("[牵牽]", "[头頭]"), ("配", "合"), ("[参參]", "[加与與]"))
_OLD = "|".join(_NOISE.join((*signs, "")) for signs in _OLD_ROLES)
_OLD_WHO = _NOISE.join(("[单單]", "位", "")) + "|" + _NOISE.join(("部", "[门門]", ""))
_FIELD = re.compile(
    rf"[\s\u3000]*(?:{_ROLE}{{1,3}}{_WHO}|(?:{_OLD}|主辦|承辦|協辦){{1,2}}(?:{_OLD_WHO})|完成时限|时限要求|完成时间|时间节点|完成時限)\s*[:：]"
)
_PERSON = rf"[责責][ \u3000]?{_NOISE}任[ \u3000]?{_NOISE}人"
_INSIDE = re.compile(
    rf"[。；;！\s\u3000](?:{_ROLE}{{1,2}}[ \u3000]?{_BODY}|{_PERSON}|(?:{_OLD}|主辦|承辦|協辦){{1,2}}(?:{_OLD_WHO}))\s*[:：]"
)
_BOX_INSIDE = re.compile(rf"(?<=[。；;！\s\u3000])[【\[〔（(][\s\u3000]*{_ROLE}{{1,3}}{_WHO}[\s\u3000]*[】\]〕）)]")
_OLD_BOX_INSIDE = re.compile(
    rf"(?<=[。；;！\s\u3000])[【\[〔][\s\u3000]*(?:{_OLD}|主辦|承辦|協辦){{1,2}}(?:{_OLD_WHO})[\s\u3000]*[】\]〕](?=.{{2,{_LONGEST}}}\Z)"
)
_TITLED = re.compile(r"(?:19|20)\d\d年|任务(?:清单|分解|分工|台账|计划|一览)|责任(?:清单|分解)|分工方案")
_DASHED = re.compile(r"(?:——|－－|--|──)[\s\u3000]*+([^—－。；;]{2,60})[。\s]*\Z")
_BARE_LABEL = re.compile(
    r"[。；;！\s\u3000](?:[责責]任|[牵牽][头頭]|[负負][责責]|[承主][办辦]|落[实實])[:：]([^。；;：:]{2,120})[。；;\s]*\Z"
)
_BUTTON = re.compile("窗口|打印|返回|首页|关闭")
_PAST = re.compile("[行开完成举组展织开]了")
_STOP = re.compile(r"[。；;]|\Z")
_BY = re.compile(
    r"[，,。]?\s*由[ \u3000]?(?=(?:[\u4e00-\u9fff×](?:[(（][^()（）]{1,7}[)）])?){3})|(?<=[，,])(?=[^，,]{2,40}(?:牵头|负责))"
)
_DOES = re.compile(r"牵头|牽|负责|負|会同|會同|配合")
_MAY_DO = re.compile("[牵牽负負会會配]")
_ARTICLE = re.compile(r"\s*第[〇零一二三四五六七八九十百\d]{1,5}[条條款]")
_LAST_PART = re.compile(r"[,，；;、]\s*([^,，；;、]{2,20})\s*\Z")
_SENTENCE_END = "。；;！!？?”\"』」…"
_SHORT_GROUP = 12  # 各镇 with its pinyin beside it


@dataclass(frozen=True, slots=True)
class Found:
    """A clause in a paragraph: ``text[start:end]`` with its brackets, ``content`` without. ``closed``: its bracket ends;
    ``loose``: a sentence without label and brackets, which counts only where a document writes several; ``before``: its
    wording follows it."""

    start: int
    end: int
    content: str
    closed: bool = True
    loose: bool = False
    before: bool = False


def find_clauses(text: str) -> list[Found]:
    """The responsibility clauses of a paragraph, outermost brackets only, in order. Linear in the text's length."""
    if not any(sign in OPENING for sign in text):
        return _without_brackets(text) or _behind_dash(text)
    if is_title(text) and _TITLED.search(text):
        return []
    leading = leading_brackets(text)
    if leading:
        return [
            Found(start, end, content, loose=not _VERB_END.search(content), before=True)
            for start, end in leading for content in (text[start + 1:end - 1].strip(),)
        ]
    found = _boxed(text)
    if found:
        return found
    last = 0
    for start, end, closed in sorted(_pairs(text)):
        if start < last or end - start > _LONGEST:
            continue
        content = text[start + 1:end - 1] if closed else text[start + 1:end]
        if _is_clause(text, start, end, content, closed=closed):
            found.append(Found(start, end, content.strip(), closed))
            last = end
    return found or _without_brackets(text) or _offices_at_end(text)


def _offices_at_end(text: str) -> list[Found]:
    """A bracket at the very end that names nothing but a unit's own offices (…专人负责。（党政办公室）)."""
    body = text.rstrip("。；; \u3000")
    if body[-1:] not in CLOSING:
        return []
    start = next((start for start, end, closed in _pairs(body) if closed and end == len(body)), 0)
    content = repair(body[start + 1:-1]).reading.strip()
    if start < 5 or not 2 < len(content) <= 60 or _BUTTON.search(content) or not _at_sentence_end(text, start, len(body)):
        return []
    return _loose(text, start, content)


def _behind_dash(text: str) -> list[Found]:
    """A unit behind a dash at the very end (…收费标准。——总务处)."""
    match = _DASHED.search(text)
    if match is None or match.start() < 5:
        return []
    return _loose(text, match.start(), repair(match[1]).reading.strip())


def _loose(text: str, start: int, content: str) -> list[Found]:
    """What ends a paragraph without saying that it is a clause: one where it names units, with or without a time."""
    return [Found(start, len(text), content, loose=True)] if is_unit_like(split_deadline(content)[0]) else []


def with_colons(line: str) -> str:
    """A line of labels in boxes or with blanks after them, written with colons (【牵头单位】X 配合单位 Y)."""
    return _SPACED.sub(r"\1：", _BOXED.sub(r"；\1：", line)).strip("； \u3000")


def _boxed(text: str) -> list[Found]:
    """What follows a label in a box to the end of the paragraph (…清单。【责任单位】市司法局【完成时限】6月底前)."""
    match = _BOX_INSIDE.search(text)
    old = _OLD_BOX_INSIDE.search(text) if match is None else None
    if old is not None:
        reading = with_colons(repair(text[old.start():]).reading).rstrip("。")
        return [Found(old.start(), len(text), reading)] if old.start() > 3 else []
    if match is None or match.start() < 4 or len(text) - match.end() > _LONGEST or not text[match.end():].strip():
        return []
    return [Found(match.start(), len(text), with_colons(text[match.start():]).rstrip("。"))]


def _without_brackets(text: str) -> list[Found]:
    """A clause that follows the wording with a label but without brackets (…清单。责任单位：X；完成时限：8月底前。)."""
    match = _INSIDE.search(text)
    if match is None or len(text) - match.end() > _LONGEST or match.start() < 4:
        return _bare_label(text) or _sentences(text)
    start = match.start() + 1
    end = text.find("。", start)
    while 0 < end < len(text) - 1 and _FIELD.match(text, end + 1):
        end = text.find("。", end + 1)
    end = len(text) if end < 0 else end + 1
    return [Found(start, end, text[start:end].strip().rstrip("。"))] if end - start <= _LONGEST else []


def _bare_label(text: str) -> list[Found]:
    """A unit at the very end behind a label of two words (…牛皮癣。责任：市城管局、各街道。)."""
    match = _BARE_LABEL.search(text)
    if match is None or match.start() < 4:
        return []
    return _loose(text, match.start() + 1, repair(match[1]).reading.strip())


def _sentences(text: str) -> list[Found]:
    """Sentences, or their ends, that only say who does it (由市司法局牵头，各区配合。; ……清单，由市统计局负责；)."""
    if len(text) > 4 * _LONGEST or _ARTICLE.match(text) or not _MAY_DO.search(text):
        return []
    found: list[Found] = []
    position = 0
    for stop in _STOP.finditer(text):
        start, end = position, stop.start()
        position = stop.end()
        by = None if start and _is_duty(text[start:end].strip(), by=False) else _BY.search(text, start, end)
        content = text[by.end() if by else start:end].strip()
        begin = by.start() if by else start
        told = begin and 4 < len(content) < 300 and _DOES.search(repair(content).reading) and not _PAST.search(content)
        if told and _is_duty(content, by=by is not None):
            found.append(Found(begin, stop.end(), content, loose=True))
    return found if not found or found[0].start > 4 else []


def _is_duty(content: str, *, by: bool) -> bool:
    reading = split_deadline(repair(content).reading)[0]
    if not _VERB_END.search(reading) and "会同" not in reading:
        return False
    return looks_like_clause(reading) and looks_like_unit(reading) >= (0.6 if by else 0.75)


def split_deadline(wording: str) -> tuple[str, str]:
    """A clause and the deadlines that parts of it give (责任单位：…，6月底完成; X牵头，4月底前下达，年内持续推进)."""
    wording, times = split_times(wording)
    match = None if times else _LAST_PART.search(wording)
    if match is None or any(sign in match[1] for sign in "：:"):
        return wording, times
    if is_deadline_like(match[1]) and not is_unit_like(match[1]):
        return wording[:match.start()], match[1].strip()
    return wording, ""


def _pairs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Matching brackets; a role label after one that is never closed runs to the end of its sentence or paragraph."""
    stack: list[int] = []
    for position, sign in enumerate(text):
        if sign in OPENING:
            stack.append(position)
        elif sign in CLOSING and stack:
            yield stack.pop(), position + 1, True
    for position, start in enumerate(stack):
        last = position + 1 == len(stack) and len(text) - start < _LONGEST
        if last or LABEL.match(repair(text[start + 1:start + 40]).reading):
            limit = stack[position + 1] if position + 1 < len(stack) else len(text)
            stop = text.find("。", start, limit)
            yield start, stop if stop > 0 else limit, False


def _is_clause(text: str, start: int, end: int, content: str, *, closed: bool) -> bool:
    content = content.strip()
    if content[:1] == "各" and len(content) <= _SHORT_GROUP and closed and len(short := repair(content).reading) == 2:
        return is_group(short) and text[:start].rstrip()[-1:] in ("。", "；", ";")
    if same_as(content) is not None:
        return True
    if len(content) < 3:
        return False
    reading = split_deadline(with_colon(repair(content).reading))[0]
    if LABEL.match(reading):
        return True
    if not closed:
        ends = not text[end:].strip("。；; \u3000")
        return ends and _at_sentence_end(text, start, end) and looks_like_clause(reading) and looks_like_unit(reading) >= 0.6
    if _LABEL_BARE.match(reading) or _VERB_END.search(reading):
        return looks_like_clause(reading)
    return _at_sentence_end(text, start, end) and looks_like_clause(reading)


def _at_sentence_end(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 60):start].rstrip(), text[end:end + 20].lstrip()
    if len(before) < 5:
        return False
    if before[-1] in _SENTENCE_END:
        return True
    return (not after or after[0] in "。；;") and looks_like_unit(before) <= 0.3


def is_clause_line(text: str) -> bool:
    """Whether a whole line gives nothing but responsibility (（牵头单位：X）, 责任单位：X, X牵头，Y配合)."""
    line = text.strip()
    if len(line) > _LONGEST:
        return False
    found = find_clauses(line)
    if found:
        rest = "".join(line[a:b] for a, b in _gaps(found, len(line)))
        return not rest.strip(" \u3000。；;，,、")
    return LABEL.match(repair(line[:60]).reading) is not None


def _gaps(found: list[Found], length: int) -> Iterator[tuple[int, int]]:
    position = 0
    for clause in found:
        yield position, clause.start
        position = clause.end
    yield position, length
