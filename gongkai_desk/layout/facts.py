"""What a document says about itself: title, number, issuer, issue date, year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from gongkai_desk.language import find_document_number, find_issue_date, find_issue_date_beside, find_year, is_traditional, repair
from gongkai_desk.layout.lines import is_annex_mark, is_form_line, is_title, plain, strip_annex_mark

_BODY = (
    "(?:人民政府办公[室厅]|政府办公[室厅]|党委办公[室厅]|委办公[室厅]|人民政府|委员会|领导小组办公室|领导小组|"
    "办公[室厅]|局|委|厅|部)"
)
_ISSUER = re.compile(rf"([\u4e00-\u9fff]{{2,28}}?{_BODY})(?=关于|印发|转发)")
_SIGNATURE = re.compile(rf"[\u4e00-\u9fff]{{2,28}}{_BODY}")
_NUMBER_YEAR = re.compile(r"〔((?:19|20)\d\d)〕")
_IMPRINT = 60
_PLAIN_SHEET = re.compile(r"(?:sheet|工作表|表)\s?\d*", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:发布|发文|成文|更新|生成)(?:日期|时间)|浏览|点击|字号|来源|索引号|打印|当前位置|首页|您(?:现在)?的位置"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one document; what is not said is None or ``""``."""

    title: str = ""
    number: str | None = None
    issuer: str | None = None
    issued: date | None = None
    year: int | None = None


def find_facts(paragraphs: Sequence[str], titles: Sequence[str], path: str, forms: Sequence[str] = (),
               beside: Sequence[str] = ()) -> Facts:
    """The facts of a document from its paragraphs and its tables' titles.

    The lines of the form around a table (``forms``) and the file's name help only with the year; those and the signature or
    imprint under it (``beside``) may hold the issue date.
    """
    heading = document_title(paragraphs)
    title = next((title for title in titles if title), "") or heading
    number = next((found for text in paragraphs[:40] if len(text) < 60 and (found := find_document_number(text))), None)
    issued = find_issue_date([_simplified(text) for text in paragraphs]) or find_issue_date(forms) or find_issue_date_beside(
        (*forms, *beside))
    year = _first_year((*titles, heading, title))
    if year is None and issued is not None:
        year = issued.year
    if year is None and number and (match := _NUMBER_YEAR.search(number)):
        year = int(match[1])
    if year is None:
        year = find_year(PurePath(path).stem) or _first_year((*paragraphs[:12], *forms))
    return Facts(title, number, _issuer(heading, paragraphs), issued, year)


def _simplified(text: str) -> str:
    """A line that may be the imprint or the signature, without traditional script and pinyin noise."""
    return repair(text).reading if len(text) < _IMPRINT and is_traditional(text) else text


def _first_year(texts: Iterable[str]) -> int | None:
    return next((found for text in texts if (found := find_year(plain(text[:200])))), None)


def document_title(paragraphs: Sequence[str]) -> str:
    """The title of running text: that of the plan which a notice passes on, else the notice's own."""
    found: list[str] = []
    for position, text in enumerate(paragraphs[:40]):
        text = text.strip()
        if is_annex_mark(text) or _FURNITURE.search(text) or len(text) > 90 or find_document_number(text):
            continue
        text = strip_annex_mark(text)
        if is_title(text):
            found.append(_with_line_before(text, paragraphs[:position]))
    plans = [title for title in found if not title.endswith("通知")]
    return plain((plans or found or [""])[0])


def _with_line_before(title: str, before: Sequence[str]) -> str:
    """A title broken over lines: 关于印发…的 / 通知, 2023年重点工作 / 任务分解方案."""
    broken = title[0] in "的》" or len(title) < 12 or title.count("》") > title.count("《")
    if broken and before:
        previous = before[-1].strip()
        if 2 < len(previous) < 60 and previous[-1] not in "。：:；;)）日" and not find_document_number(previous):
            return previous + title
    return title


def table_title(rows: Iterable[str], before: Sequence[str], sheet: str | None) -> str:
    """A table's title: from its own title rows, else the line above it, else its sheet's name."""
    own = [strip_annex_mark(text) for text in rows if text and not is_annex_mark(text) and not is_form_line(text)]
    own = [text for text in own if text]
    named = [text for text in own if is_title(text)]
    if named and len(own) > 1 and named[-1] == own[-1] and len(named[-1]) < 10:
        return plain("".join(own[-2:]))
    if own:
        return plain(named[-1] if named else "".join(own))
    for text in reversed(before[-3:]):
        text = strip_annex_mark(text.strip())
        if text and is_title(text):
            return plain(text)
    return "" if sheet is None or _PLAIN_SHEET.fullmatch(sheet.strip()) else sheet.strip()


def _issuer(title: str, paragraphs: Sequence[str]) -> str | None:
    match = _ISSUER.match(plain(title))
    if match:
        return match[1]
    for position, text in enumerate(paragraphs):
        word = plain(text) if len(text) < 40 else ""
        following = paragraphs[position + 1] if position + 1 < len(paragraphs) else ""
        if word and _SIGNATURE.fullmatch(word) and len(following) < 24 and find_issue_date([following]):
            return word
    return None
