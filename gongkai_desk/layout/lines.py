"""What a lone line is, in a table or in running text: a title, an annex mark, a note, a tail, a sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from gongkai_desk.language import find_issue_date, heading_level, repair

_BLANKS = re.compile(r"[\s\u3000]+")
_ANNEX = re.compile(
    r"附(?:件|表|录)[\s\u3000]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?(?:[-—之][0-9一二三四五六七八九十]{1,2})?[:：.、]?"
)
_LISTED = re.compile(r"\A\d{1,2}[.、．]\s*(?=\S)")
_TITLE_END = re.compile(
    r"(?:表|清单|方案|分解|分工|台账|要点|计划|安排|任务|名单|名录|一览|通知|意见|办法|规定|汇总|目录|项目|事项|责任制|"
    r"指标|体系|细则|措施|纲要|决定|公告|函|总结|情况|报告)"
    r"(?:[（(〔﹝][^（）()]{1,24}[)）〕﹞])?\Z"
)
_NOTE = re.compile(
    r"(?:说明|备注|注|附注|填表说明|填报说明|注释|有关说明|表注|注意事项)(?:事项)?[:：]|[※*＊]|注[0-9一二三]?[:：.、]|"
    r"(?:说明|备注)[0-9.]"
)
_TAIL = re.compile(
    r"[【\[]?(?:抄送|抄报|主送|分送|印发(?:[:：]|机关|日期|\Z)|共印\d|主题词|印制[:：]|校对[:：]|责任编辑|编辑[:：]|来源[:：]|打印|关闭窗口|扫一扫|分享到|"
    r"上一篇|下一篇|相关链接|信息来源)"
)
_PRINTED = re.compile(
    r"[^。]{2,30}(?:办公室|办公厅|委员会|局|秘书处|秘书科)[\s\u3000]*(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:印发)?\Z"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff×]{2,28}(?:政府|委员会|领导小组|办公[室厅]|局|委|厅|部)")
_FORM = re.compile(
    r"(?:填报|填表|制表|报送|编制|填写|上报)(?:单位|部门|时间|日期|人)(?:[（(].{1,6}[)）])?[:：]|(?:计量)?单位[:：].{0,12}\Z|"
    r"(?:审核|审批|签发|联系|填报|填表|制表|经办)人[:：]|(?:联系)?电话[:：]|日期[:：]|截至"
)
_SUM = re.compile(r"(?:合计|总计|小计|共计|累计|汇总|总和|总分|合计分|平均)(?:[:：].*|\d.*|[（(].*)?\Z|共\d{1,4}[项条个]")
_COUNTED = re.compile(
    r"[（(](?:共|计|牵头|主办|负责|任务|合)*\d{1,3}[项条个件](?:任务|工作|事项)?(?:[,，;；、][^（）()]{1,24})?[）)]\Z"
)
_CONTINUED = re.compile(r"[(（]?(?:续(?:上)?表[0-9一二三四五六]?|续|接上[页表]|[转接]下页|下页续)[)）]?")
_PAGE = re.compile(r"[—―–\-－~·\s]{0,6}(?:第\s?)?\d{1,3}(?:\s?页)?(?:[,，/\s]{0,3}共\s?\d{1,3}\s?页)?[—―–\-－~·\s]{0,6}")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A short line simplified and without blanks, for comparison."""
    return _BLANKS.sub("", repair(text).reading)


def is_annex_mark(text: str) -> bool:
    """附件1 alone on its line (附件1：名称 is a title)."""
    return len(text) < 16 and _ANNEX.fullmatch(plain(text)) is not None


def strip_annex_mark(text: str) -> str:
    """附件2：××清单 -> ××清单."""
    line = text.strip()
    match = _ANNEX.match(line)
    return _LISTED.sub("", line[match.end():].strip()) if match else line


def is_title(text: str) -> bool:
    """Whether a line names a document or a table: short, no sentence, ends in 表, 清单, 方案 …"""
    word = plain(text)
    if not 4 <= len(word) <= 80 or word[-1] in "。；;：:，,、" or heading_level(word) is not None:
        return False
    if is_note(text) or is_tail(text):
        return False
    return _TITLE_END.search(word.rstrip("》>〉")) is not None


def is_note(text: str) -> bool:
    """Whether a line begins the notes under a table (说明：, 注：, 备注：)."""
    return _NOTE.match(plain(text[:20])) is not None


def is_tail(text: str) -> bool:
    """Whether a line is the imprint of a document (抄送, 印发) or the page's furniture."""
    word = plain(text[:60])
    return _TAIL.match(word) is not None or (len(text) < 60 and _PRINTED.fullmatch(word) is not None)


def find_signature(lines: Sequence[str]) -> frozenset[int]:
    """The positions of the office and the date under it that sign a paper, among its last lines; ``""``: not a lone line."""
    for position in range(max(1, len(lines) - 6), len(lines)):
        day, office = lines[position], lines[position - 1]
        if len(day) < 30 and find_issue_date([day]) and len(office) < 40 and _OFFICE.fullmatch(plain(office)):
            return frozenset((position - 1, position))
    return frozenset()


def is_form_line(text: str) -> bool:
    """Whether a line belongs to a form around the table (填报单位：, 单位：万元, 审核人：)."""
    return len(text) < 120 and _FORM.match(plain(text[:40])) is not None


def is_sum(text: str) -> bool:
    """Whether a cell names a summary row (合计, 小计)."""
    return len(text) < 24 and _SUM.match(plain(text)) is not None


def is_heading_like(text: str) -> bool:
    """Whether a lone line may head the rows below it: numbered as a heading, or short and no sentence."""
    level = heading_level(text)
    if level is not None:
        return len(text) <= 120
    word = text.strip()
    return len(word) <= 48 and word[-1:] not in "。；;，,、："


def counts_tasks(text: str) -> bool:
    """Whether a lone line heads what stands below it with its number (市水利局（共3项）)."""
    return len(text) <= 60 and _COUNTED.search(text.strip()) is not None


def without_count(text: str) -> str:
    """A heading without the number of what stands below it."""
    return _COUNTED.sub("", text.strip())


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a printed page (— 3 —, 第3页 共8页), or says that a table goes on (续表)."""
    line = text.strip()
    if line[:1] in "续(（接转下" and len(line) < 12:
        return _CONTINUED.fullmatch(plain(line)) is not None
    return 2 < len(line) <= 24 and not line.isdigit() and line[0] in "—―–-－第~·" and _PAGE.fullmatch(line) is not None
