"""What a column's cells look like: the evidence beside its header, and all the evidence where there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gongkai_desk.language import looks_like_unit, repair, split_number, to_simplified
from gongkai_desk.layout.cells import Cells

_DEADLINE = re.compile(
    r"(?:19|20)\d\d\s?(?:年|[-./]\d)|\d{1,2}月|[一二三四五六七八九十]{1,3}月|月底|底前|年底|年内|全年|季度|上半年|下半年|"
    r"长期|持续|常态|经常性|每[年月季周日]|立行立改|即知即改|立即|即时|及时|随时|按月|按季|序时|到20\d\d|个工作日|按要求|日前|之日起|[\d一二三四五六七八九十]日内\Z"
)
_DEADLINE_LONGEST = 40
_STATUS = re.compile(
    r"(?:已|未|正在|基本|全部|部分|正|尚未)?(?:完成|启动|办结|销号|整改|落实|推进|开展|实施|整改到位|办理)(?:中)?|推进中|进行中|达序时|按序时|慢序时|"
    r"持续推进|长期坚持|不涉及|逾期|滞后|是|否|√|×|是/否|\d{1,3}%"
)
_MEASURE = re.compile(
    r"个|件|次|项|户|人|家|篇|条|场|期|%|％|万元|亿元|元|公里|亩|万亩|吨|万人|套|处|所|人次|户数|平方米|万平方米|公顷|万吨"
)
_NUMBER = re.compile(r"[(（]?(?:\d{1,4}(?:[.-]\d{1,3}){0,3}|[一二三四五六七八九十百]{1,4}|[①-⑳])[)）]?[.、．]?")
_MONTH = re.compile(r"20\d\d[-.](?:0?[1-9]|1[0-2])(?:[-.]\d{1,2})?")
_DAY = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?(?: 00:00:00)?|\d{1,2}[-./月]\d{1,2}日?")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:科室|股室|处室|办公室|科|股|(?<!会议)(?<!教)室|处|中心|大队|支队|所|(?<!网)站|窗口|专班|组|指挥部|公司|集团|开发区|经开区|"
    r"高新区|高新园|新区|园区|管委会|街道|镇|乡|工会|团委|学院|研究院|研究生院|图书馆|档案馆|(?:工作|宣传|组织|统战|保卫|武装|人事|教务|后勤|财务|科研|学工|学生|管理|事业|党群)部)(?:[（(][\u4e00-\u9fff]{1,8}[)）])?(?:等(?:科室|处室|股室)?)?(?:按(?:照)?(?:各自)?职责(?:分工)?)?"
    r"(?:分别|共同)?(?:牵头|配合|负责|落实|参与)?"
)
_DUTY_VERB = re.compile(r"牵头|负责|配合|落实|单位|部门")
_WORK = re.compile(
    r"(?:打造|推进|推动|加强|开展|规范|公开|完善|建立|编制|做好|提升|优化|强化|公布|发布|健全|深化|制定|设立|举办|办好|梳理|清理|创新|实施|畅通|"
    r"升级|整合|新建|新增|改造|扩建|改建|建成|上线|归集|组建|成立|启用|启动|拓展|培育|引进|搭建|构建|完成|做强|做大|加快|压减|压缩|提高|降低)"
    r"(?![办科处股室局委部中组])"
)
_WHO = ("部门", "单位", "政府", "机关")
_COUNTED = re.compile(r"\d{1,3}[个家](?=部门|单位|县|区|市|乡|镇|街道)")
_PERSONS = ("负责人", "负责同志", "责任人", "联系人", "领导")
_OFFICE_BREAK = re.compile(r"[、，,；;\s]+")
_PARTS = frozenset({"牵头", "配合", "共性", "主办", "协办", "参与", "责任", "主责", "承办"})

SAMPLE = 40
"""So many filled cells of a column tell what it holds."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0 to 1) of a column's filled cells that look like each kind of content; ``filled`` counts them.

    ``blocks``: what is equal stands together, as where merged cells were written out.
    """

    filled: int = 0
    share: float = 0.0
    length: float = 0.0
    unit: float = 0.0
    deadline: float = 0.0
    number: float = 0.0
    status: float = 0.0
    measure: float = 0.0
    day: float = 0.0
    numbered: float = 0.0
    distinct: float = 0.0
    merged: float = 0.0
    part: float = 0.0
    blocks: bool = False


@lru_cache(maxsize=50_000)
def is_unit_like(text: str) -> bool:
    """Whether a cell reads as a list of units, or of a unit's own offices (办公室牵头，各科室配合)."""
    if len(text) > 400:
        return False
    text = _COUNTED.sub("", to_simplified(text))
    if (text[-1:] in "。；;" and not _DUTY_VERB.search(text)) or text.endswith(_PERSONS):
        return False
    if len(text) > 5 and _WORK.match(text) and not text.endswith(_WHO):
        return False
    return looks_like_unit(text) >= 0.6 or (len(text) <= 60 and _names_offices(text))


def _names_offices(text: str) -> bool:
    parts = [part for part in _OFFICE_BREAK.split(text) if part]
    return bool(parts) and all(_OFFICE.fullmatch(part) or looks_like_unit(part) >= 0.6 for part in parts)


@lru_cache(maxsize=50_000)
def is_deadline_like(text: str) -> bool:
    """Whether a whole cell reads as a deadline; to shorten one (压缩至3个工作日) is work."""
    if len(text) > _DEADLINE_LONGEST or text.startswith(("压", "缩")):
        return False
    return _DEADLINE.search(repair(text).reading) is not None


def is_number_like(text: str) -> bool:
    """Whether a whole cell is a number of a list (``12``, ``（3）``, ``十三、``)."""
    return len(text) <= 12 and _NUMBER.fullmatch(text.strip()) is not None and _MONTH.fullmatch(text.strip()) is None


def is_measure(text: str) -> bool:
    """Whether a whole cell is a unit of measure (万元, %)."""
    return len(text) < 6 and _MEASURE.fullmatch(text) is not None


def profile(cells: Cells, rows: Sequence[int], column: int) -> Profile:
    """The content of one column over the given rows."""
    texts: list[str] = []
    seen = merged = 0
    for row in rows:
        seen += 1
        text = cells.text(row, column)
        if text:
            texts.append(text)
        elif cells.grid.spans and cells.owned(row, column):
            merged += 1
        if len(texts) >= SAMPLE:
            break
    if not texts:
        return Profile()
    count = len(texts)
    return Profile(
        filled=count,
        share=count / max(1, seen),
        length=sum(map(len, texts)) / count,
        unit=sum(map(is_unit_like, texts)) / count,
        deadline=sum(map(is_deadline_like, texts)) / count,
        number=sum(map(is_number_like, texts)) / count,
        status=sum(_STATUS.fullmatch(text) is not None for text in texts if len(text) < 12) / count,
        measure=sum(map(is_measure, texts)) / count,
        day=sum(_DAY.fullmatch(text) is not None for text in texts if len(text) < 24) / count,
        numbered=sum(split_number(text)[0] is not None for text in texts if not is_number_like(text)) / count,
        distinct=len(set(texts)) / count,
        merged=merged / max(1, seen),
        part=sum(text in _PARTS for text in texts) / count,
        blocks=1 + sum(1 for above, text in pairwise(texts) if above != text) == len(set(texts)) < count,
    )
