"""Whose date it is: the units that a clause with a date names (各区县6月底前…; 5月底前,发改、司法等…单位,制定…)."""

from __future__ import annotations

import re

from gongkai_desk.language.deadlines.spots import Spot

_CLAUSE = re.compile(r"[,，。;；:：\n]")
_SUBJECT_END = re.compile(
    r"[,，。;；:：\n]|全面|全部|基本|力争|[要应须需将](?!急)|制定|完成|编制|建设|建成|报送|上报|实现|公开|建立|启动|组织|"
    r"开展|形成|推动|推进|出台|通过|落实|提交|公布|发布|做好|对")
_UNIT_LIKE = re.compile(r"(?:单位|部门|[局委办厅院署部]|政府|街道|乡镇|[镇区县市州]|管委会|机关|公司|中心|办公室|机构|学校)"
                        r"(?:[（(][^（()）]{1,8}[)）])?\Z")
_LIST_END = re.compile(r"等(?:部门|单位|地区|地|区县|县市区|[^、和与及]{0,40}(?:单位|部门))?\Z")
_LISTED = re.compile(r"((?:[^,，。;；:：\n、]{2,16}、){1,20}[^,，。;；:：\n、]{2,16}?)等[^,，。"
                     r";；:：\n、]{0,40}?(?:单位|部门|地区|地)[,，]")
_SPLIT = re.compile(r"、(?![^（(]{0,8}[)）])|和(?!局)|与|及")
_BRACKETED = re.compile(r"[（(]((?:[^（()）]|[（(][^（()）]{1,8}[)）]){2,40})[)）](?=[,，。;；]|\Z)")
_NO_UNIT = re.compile(r"[的了过在从把被了第]|\d|工作\Z|\A[全内外大局多]部\Z|规划和\Z")


def units_around(text: str, spot: Spot, until: int) -> tuple[str, ...]:
    """The units that are the subject of the clause around a date, before it or just after it; empty: all of the task's."""
    start = max(0, spot.start - 60)
    before = _CLAUSE.split(text[start:spot.start])[-1]
    if before and (units := _units(before)):
        return units
    after = text[spot.end:min(until, spot.end + 120)].lstrip(",，、")
    if listed := _LISTED.match(after):
        return _units(listed[1] + "等单位")
    if bracket := _BRACKETED.match(after):
        return _units(bracket[1])
    match = _SUBJECT_END.search(after)
    return _units(after[:match.start()] if match else after) if match else ()


def _units(subject: str) -> tuple[str, ...]:
    subject = subject.strip("由请在于,，、:：")
    if len(re.findall("[（(]", subject)) != len(re.findall("[)）]", subject)) or subject[:1] in "（(":
        subject = subject.strip("由请在于,，、:：（()）")
    listed = _LIST_END.sub("", subject) if "等" in subject else subject
    if "、" not in listed and not _UNIT_LIKE.search(listed) or not listed or len(subject) > 90:
        return ()
    parts = [part.strip() for part in _SPLIT.split(listed)]
    good = all(1 < len(part) <= 16 and not _NO_UNIT.search(part) for part in parts)
    unit_like = any(_UNIT_LIKE.search(part) for part in parts) or subject != listed
    return tuple(parts) if good and unit_like else ()
