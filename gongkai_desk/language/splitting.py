"""Cutting a run of units into units: separators, conjunctions, blanks, line breaks, and names that stick together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai_desk.domain import Level
from gongkai_desk.language.brackets import HIDDEN, OPENING, mask
from gongkai_desk.language.groups import continues_group, is_group
from gongkai_desk.language.known import is_known
from gongkai_desk.language.names import MAX_NAME, core_of, is_known_name, is_national, prefix_of, wholeness, without_brackets
from gongkai_desk.language.places import level_of_place
from gongkai_desk.language.words import words

_HARD = re.compile(r"[、，,；;。/／|｜•●◆■\ue002]+")
_SOFT = re.compile(
    r"\s*\n\s*|\s+|以及|(?<![普涉危顾以])及(?![其时格])|(?<![参])与(?!会|时)|暨|兼"
    r"|(?<![共中总调亲缓温谐])和(?!平[区县市分路监支]|县|田[市县地]|谐|顺县|静县|硕县|政县|林格尔|龙市|布克)"
)
_NUMBERING = re.compile(r"(?:(?<=^)|(?<=[\s；;，,。、]))(?:[(（]?\d{1,2}(?:[.．、)）](?!\d)))\s*|[①-⑳]\s*")
_STARTS = re.compile(
    r"(?<=[局委办厅部室院会府心司团社队馆站所处行区联协县市镇乡道海关])"
    r"(?=[省市区县州旗盟镇乡各]|国家|国网|中国|人行|人民银行|[\u4e00-\u9fff]{2,3}[市县区])"
)
_NEXT_NAME = re.compile(r"(?<=[局委办厅室院府心司团社])(?=[省市区县各国])")
_INNER = re.compile(r"各(?:成员|进驻|派驻|内设|专项|专班|工作组|科|股|处|分局|所|站|中队|大队|支行|直属|下属|二级)")
_COUNTY = re.compile(r"(?<=[市县区旗])")
_BEGINNINGS = ("各", "国", "中国", "人", "市级", "市直", "区级", "区直", "县级", "县直", "省级", "省直")
_PARTY_SEAT = re.compile(r"^(?:[\u4e00-\u9fff]{2,6})?(?:省|市|区|县|州|旗|镇|乡|街道)(?:委|党委)$")
_PLACES = "省市区县州盟旗镇乡街"
_SECTION = re.compile(r"^(?![的和与及])[\u4e00-\u9fff]{2,10}(?:[处科股室部]|中心)$")
_LEVELS = re.compile(r"[省市县区州乡镇村]{1,3}[两三四]级")
_FIELDS = re.compile(r"等(?:重点|相关)?(?:领域|行业)[\u4e00-\u9fff]{0,6}(?:部门|单位)$")
_GOVERNMENT_SEAT = re.compile(r"^(?:[\u4e00-\u9fff]{2,6})?(?:省|市|区|县|州|旗|镇|乡)(?:人民)?政府$")
_OTHERS = frozenset({"单位", "有关单位", "相关单位", "机构"})
_HIGHER = frozenset({"中央", "国家", "中直", "部属", "省", "省属", "省级", "市", "市属"})
_REACH = 200
_SUBBODY = re.compile(r"(?:支队|大队|分局|科|股|所|站)$")


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a list, with its brackets; ``carries``: the prefix of its left neighbour may go on to it."""

    text: str
    carries: bool = True


def whole(text: str) -> bool:
    """Whether a piece can stand alone: a unit by its name or form, or a group of more than a bare level sign."""
    bare = without_brackets(text)
    return wholeness(bare) >= 2 or (len(text) > 2 and is_group(text))


def split_list(text: str) -> list[Item]:
    """The units of one run in the order they stand, their brackets still on them."""
    items: list[Item] = []
    text = _NUMBERING.sub("\ue002", text)
    masked = mask(text)
    position, carries = 0, True
    for separator in _HARD.finditer(masked):
        items += _soft_pieces(text[position:separator.start()], masked[position:separator.start()], carries)
        signs = separator.group()
        carries = not any(sign in signs for sign in "；;。") if items else True
        position = separator.end()
    items += _soft_pieces(text[position:], masked[position:], carries)
    return _rejoin(items)


def _soft_pieces(text: str, masked: str, carries: bool) -> list[Item]:
    """Cut at blanks, line breaks and conjunctions only where a whole name ends and another begins."""
    cuts = list(_SOFT.finditer(masked))
    ends = [*(cut.start() for cut in cuts), len(text)]
    starts = [0, *(cut.end() for cut in cuts)]
    names: list[str] = []
    parts = [text[:ends[0]]]
    left = _squeezed(parts[0])
    for number, cut in enumerate(cuts, start=1):
        piece = text[starts[number]:ends[number]]
        reach = (text[starts[number]:end] for end in ends[number:number + 4])
        joint = cut.group().strip() if left else ""
        if left and _separates(left, joint, piece, reach):
            names.append("".join(parts))
            parts, left, joint = [], "", ""
        parts += (joint, piece)
        left = (left + _squeezed(joint + piece))[-_REACH:]
    names.append("".join(parts))
    found = [name for piece in names for name in unglue("".join(piece.split())) if name]
    return [Item(name, carries if number == 0 else True) for number, name in enumerate(found)]


def _ends_open(left: str) -> bool:
    """Whether a list ended here in 等 or 等有关部门, with a unit before it."""
    unit, mark, rest = left.rpartition("等")
    return bool(mark) and (not rest or (rest.endswith(("部门", "单位")) and len(rest) < 20)) and whole(unit)


def _squeezed(text: str) -> str:
    return "".join(text[-_REACH:].split())


def _separates(left: str, joint: str, piece: str, reach: Iterable[str]) -> bool:
    """Whether one name ends and another begins here; ``reach``: what follows, up to each of the next possible cuts."""
    piece = piece.strip()
    if not piece or piece[0] in OPENING or _PARTY_SEAT.match(left):
        return False
    if _GOVERNMENT_SEAT.match(left) and piece in words("government"):
        return False
    if not (whole(left) or _ends_open(left)):
        named = _SECTION.search(piece) is not None or (prefix_of(piece) != "" and whole("".join(piece.split())))
        return not joint and named and _SECTION.search(left) is not None
    for right in ("".join(text[:_REACH].split()) for text in reach):
        if whole(right) or (len(right) == 2 and right[0] == "各" and right[1] in _PLACES):
            own = bool(prefix_of(right)) or is_known_name(right) or is_group(right)
            return own or (not prefix_of(left) if joint else not _SUBBODY.search(right))
    return False


def unglue(name: str) -> list[str]:
    """Names written without anything between them (区发改局区统计局); a single name comes back alone."""
    masked = mask(name)
    pieces: list[str] = []
    last = 0
    for cut in _STARTS.finditer(masked):
        position = cut.start()
        if not last < position <= last + _REACH:
            continue
        left, right = name[last:position], name[position:position + MAX_NAME]
        if _INNER.match(right) or left.endswith(("等", "等政府", "等人民政府")) or _is_county_of(left, right):
            continue
        if _PARTY_SEAT.match(left) or (is_national(left) and right[0] != "各"):
            continue
        if whole(left) and _begins_name(right) and not _is_one(name[last:position + MAX_NAME]):
            pieces.append(left)
            last = position
    rest = name[last:]
    return [*pieces, *_unglue_known(rest)]


def _is_county_of(left: str, right: str) -> bool:
    """北京市 + 海淀区教育局: a place inside another, not two units."""
    level = level_of_place(left)
    return level in (Level.PROVINCE, Level.CITY) and level_of_place(_COUNTY.split(right, maxsplit=1)[0]) is Level.COUNTY


def _is_one(name: str) -> bool:
    bare = without_brackets(name)
    return is_known_name(bare) or is_group(name)


def _begins_name(text: str) -> bool:
    """Whether a name with its own prefix (or a group) starts here and is whole somewhere."""
    bare = without_brackets(text)
    if not prefix_of(bare) and not bare.startswith(_BEGINNINGS):
        return False
    return whole(bare) or whole(_NEXT_NAME.split(bare, maxsplit=1)[0])


def _unglue_known(name: str) -> list[str]:
    """Known bare names that stick together (教育局财政局)."""
    if HIDDEN in mask(name) or len(name) > MAX_NAME or _is_one(name):
        return [name]
    for cut in range(3, len(name) - 2):
        left, right = name[:cut], name[cut:]
        if name[cut - 1] in "局委办厅" and is_known_name(left) and core_of(left) == left and is_known(right) and len(right) > 2:
            return [left, *_unglue_known(right)]
    return [name]


def _rejoin(items: list[Item]) -> list[Item]:
    """Put together what a separator inside one name has cut: 各区、县级市人民政府; 市委、市政府督查室."""
    joined: list[Item] = []
    for item in items:
        while joined and _FIELDS.search(item.text) and not prefix_of(joined[-1].text) and wholeness(joined[-1].text) < 2:
            before = joined.pop()
            item = Item(f"{before.text}、{item.text}", before.carries)
        left = joined[-1].text if joined else ""
        if left and (continues_group(left, item.text) or _joint_office(left, item.text) or _goes_on(left, item.text)):
            joined[-1] = Item(f"{left}、{item.text}", joined[-1].carries)
        else:
            joined.append(item)
    return joined


def _goes_on(left: str, right: str) -> bool:
    """等部门、单位; 中央、省驻市各单位."""
    if right in _OTHERS:
        return left.endswith("部门") and "等" in left
    if len(left) == 1 and left in _PLACES and _LEVELS.match(right):
        return True
    return left in _HIGHER and is_group(f"{left}、{right}")


def _joint_office(left: str, right: str) -> bool:
    return bool(re.fullmatch(r"[省市区县州]委", left) and re.match(rf"{left[0]}政府.", right))
