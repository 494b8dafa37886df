"""Facts of a document in its own words: number (文号), issue date (成文日期), year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from gongkai_desk.language.numerals import number

_NUMBER = re.compile(r"([\u3400-\u9fff]{1,14}(?:发|函|办|字|令|政|通|公开|督|领|组)?)[〔\[［﹝(（【]((?:19|"
                     r"20)\d\d)[〕\]］﹞)）】]\s?第?(\d{1,4})\s?[号號]")
_CN = "〇零○OＯ0一二三四五六七八九"
_DATE = (rf"(?P<y>(?:19|20)\d\d|二[{_CN}]{{3}}|一九[{_CN}]{{2}})\s?[年./\-]\s?"
         r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?[月./\-]\s?"
         r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])\s?日?")
_SIGNED_ON = re.compile(rf"(?:成文日期|印发日期|发文日期|发文时间|印发时间)[:：|\s]{{0,4}}{_DATE}")
_PUBLISHED = re.compile(rf"(?:发布日期|发布时间|生成日期|公开日期)[:：|\s]{{0,4}}{_DATE}")
_ALONE = re.compile(rf"[\s\u3000(（]*{_DATE}[\s\u3000)）]*(?:印发|0?0:00(?::00)?)?[\s\u3000]*")
_BESIDE = re.compile(r"[\u4e00-\u9fff（）()·]{1,30}?(?:政府|委员会|领导小组|办公[室厅]|局|委|厅|部|中心)"
                     rf"[\s\u3000(（]*{_DATE}"
                     r"[\s\u3000)）]*(?:印发|0?0:00(?::00)?)?[\s\u3000]*")
_NOT_ISSUED = re.compile(r"截[至止]|填[报表]|报送|日期|时间|更新|制表|[自从至到于前]\s*\d")
_PRINTED = re.compile(rf"{_DATE}\s?印发")
_YEAR = re.compile(rf"(?<![\d到至])((?:19|20)\d\d|二[{_CN}]{{3}})(?=\s?年(?!(?:来|以来|前|后)))")
_LOOSE_YEAR = re.compile(r"(?<![\d〔\[(（])((?:19|20)\d\d)(?![\d〕\])）年.]"
                         r"|\s?[余多]?[家户个人件项名台套条处所座场次万亿亩吨元公平%％])")


def find_document_number(text: str) -> str | None:
    """The first document number of a text (湖政办发〔2022〕15号), its brackets made 〔〕, or None."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    head = re.sub(r".*(?:据|照|按|《|和|及|与|文件)", "", match[1]) or match[1]
    return f"{head}〔{match[2]}〕{match[3]}号"


def find_issue_date(lines: str | Iterable[str]) -> date | None:
    """The day a document was issued: named as such (成文日期 …), signed, published as a page, or X日印发; None without any.

    ``lines``: the text outside the tables. A page often goes up days after the document was signed, so its own day counts
    less than the signature (2022年7月21日 on a line of its own), and a bare 2022-07-21 less than both.
    """
    rows = lines.splitlines() if isinstance(lines, str) else list(lines)
    signatures = [row[:60] for row in reversed(rows) if _ALONE.fullmatch(row[:60])]
    for pattern, found in (
        (_SIGNED_ON, rows), (_ALONE, [row for row in signatures if "年" in row]), (_PUBLISHED, rows), (_ALONE, signatures),
        (_PRINTED, rows),
    ):
        for row in found:
            match = pattern.search(row)
            if match and (day := _day(match)):
                return day
    return None


def find_issue_date_beside(lines: Iterable[str]) -> date | None:
    """The issue date in the lines around a table: one that holds the office that signed, a date and nothing else."""
    for line in lines:
        match = _BESIDE.fullmatch(line[:90])
        if match and not _NOT_ISSUED.search(line) and (day := _day(match)):
            return day
    return None


def _day(match: re.Match[str]) -> date | None:
    year, month, day = (number(match[key].translate(str.maketrans("OＯ", "〇〇"))) for key in ("y", "m", "d"))
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def find_year(title: str) -> int | None:
    """The year a title names (2022年度…, 2021-2025年… gives none of its own: two years), or None."""
    if re.search(r"(?:19|20)\d\d年?[\-–—~～至](?:19|20)?\d\d年", title):
        return None
    match = _YEAR.search(title) or _LOOSE_YEAR.search(title)
    return number(match[1].translate(str.maketrans("OＯ", "〇〇"))) if match else None
