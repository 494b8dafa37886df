"""What a notice itself asks of the offices: report a plan by 30 June, the year's results by 15 December, train once a year."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai_desk.domain import DeadlineKind, Obligation, Source, Task
from gongkai_desk.language import repair, split_number
from gongkai_desk.layout.context import Context

_LABEL = re.compile(r"\A(?:填报|填表|有关)?(?:说明|备注|附注|注)\s*[:：]\s*")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_PIECE = re.compile(r"[^，,；;]+[，,；;。]?")
_NEXT_DAY = re.compile(r"、(?=(?:次年|翌年)?\d{1,2}月(?:\d{1,2}日|底)?前[将將把])")
"""Where one list of papers goes on with the next day (4月20日前将自查报告、7月20日前将整改报告报送)."""
_ASKED = re.compile(
    r"(?:书面)?(?:报送|上报|报备|报告|报[市省区县州盟旗我至国本]|反馈|送交|提交|备案|汇总报)|自查|回头看|培训|公开发布|向社会公[开布]|"
    r"予以公[开布]|[将把][^，。；,;]{2,40}报(?![告名道刊纸批价账废警考表销])|(?:方案|清单|计划|台账)并.{0,12}公[开布]|"
    r"纳入.{0,20}(?:年度报告|年报)|听取.{0,20}汇报|[市省区县州]政府办公[室厅厅]"
)
_KINDS = frozenset({
    DeadlineKind.DATE, DeadlineKind.RECURRING, DeadlineKind.QUOTA, DeadlineKind.MILESTONES, DeadlineKind.RELATIVE,
})
_RHYTHMS = frozenset({DeadlineKind.RECURRING, DeadlineKind.QUOTA})
_EVERYBODY = re.compile(
    r"(?:请)?(?:各|全[省市县区州]各|[省市县区州][级直]各|所有)[^，。,]{0,20}"
    r"(?:单位|部门|地区?|县|市|区|镇|乡|街道)[)）]?[^，。,]{0,16}每"
)
_BARE = frozenset({"按季度", "按季", "按月", "按年", "逐月", "按周", "按年度"})
"""How often, without a day: a note on the tasks of a table, and no duty of the notice."""
_LONGEST = 2_000


def find_obligations(lines: Iterable[tuple[str, Source]], context: Context) -> tuple[Obligation, ...]:
    """The dated duties in paragraphs and notes that are no tasks, each sentence once."""
    found: dict[str, Obligation] = {}
    for text, source in lines:
        if len(text) > _LONGEST:
            continue
        for match in _SENTENCE.finditer(text):
            sentence = split_number(_LABEL.sub("", match[0].strip()))[1].strip()
            if len(sentence) < 8 or not any(sign.isdigit() or sign in "年月季" for sign in sentence):
                continue
            reading = repair(sentence).reading
            if sentence in found or not _ASKED.search(reading):
                continue
            for part in _parts(reading, sentence, context):
                deadline = context.deadline_in(repair(part).reading)
                if deadline.kind in _KINDS and deadline.raw not in _BARE:
                    found[part] = Obligation(part, deadline.due, deadline.raw, source)
    return tuple(found.values())


def find_standing_duties(tasks: Iterable[Task], context: Context) -> tuple[Obligation, ...]:
    """What tasks in running text ask of all offices besides: sentences with a rhythm or a number of their own.

    各单位每年11月要…全面自查，…报送区政府办公室 is a duty of everybody, though it stands in somebody's paragraph.
    """
    addressed = (
        (sentence[0].strip(), task.source) for task in tasks for sentence in _SENTENCE.finditer(task.text[:_LONGEST])
        if _EVERYBODY.match(repair(sentence[0].strip()).reading)
    )
    found = find_obligations(addressed, context)
    return tuple(duty for duty in found if context.deadline_in(repair(duty.text).reading).kind in _RHYTHMS)


def _parts(reading: str, sentence: str, context: Context) -> list[str]:
    """The halves of a sentence that each ask for something by a day of its own, else the sentence."""
    if context.deadline_in(reading).kind not in _KINDS:
        return [sentence]
    listed = _NEXT_DAY.split(sentence)
    if len(listed) > 1:
        return listed
    parts: list[str] = []
    for piece in _PIECE.findall(sentence):
        dated = context.deadline_in(repair(piece).reading).kind in _KINDS
        if parts and not (dated and _ASKED.search(repair(piece).reading)):
            parts[-1] += piece
        else:
            parts.append(piece)
    asked = [part for part in parts if _ASKED.search(repair(part).reading)]
    return [part.strip("，,；;。 ") for part in parts] if len(asked) == len(parts) > 1 else [sentence]
