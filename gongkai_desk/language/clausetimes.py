"""The times inside a responsibility clause (财政部牵头，4月底前完成下达，年内持续推进): parts that are no units."""

from __future__ import annotations

import re

from gongkai_desk.language.brackets import mask
from gongkai_desk.language.repair import repair

_TIME = re.compile(
    r"\s*(?:第[一二三四1-4]批次?|首批)?(?:力争|确保|计划|拟|应|须|需|务必)?(?:于|在|截至|到|自)?"
    r"(?:(?:19|20)\d\d\s?(?:年|[-./]\d)|\d{1,2}\s?月|[一二三四五六七八九十]{1,3}月|[今当明本]年|年[底内终末中]|月底|[上下]半年|第?[一二三四1-4]季度"
    r"|全年|每个?[年月季周半]|按[月季年]|逐[月年]|长期|持续|常态化|常年|即时|实时|随时|适时|立即|立行立改|按(?:照)?(?:时间节点|序时|时限|期)|“?十[三四五]五"
    r"|印发(?:之日|后)|文件印发|[近中远]期|春节|两会|[一二三四五六七八九十两]{1,2}年内)"
)
_LAST_BLANK = re.compile(r"[ \u3000]+(?=[^\s，,；;。]{2,24}\Z)")
_BEHIND = re.compile(
    r"(?<=[\u4e00-\u9fff）)])(?:力争|确保)?[于於在](?P<time>(?:(?:20\d\d|今|本|当|明)年)?"
    r"(?:\d{1,2}月(?:\d{1,2}日|底|[上中下]旬|末)?|[一二三四]季度末?|年底)(?:之?前|以?前)?)(?:全面|基本|全部)?(?:完成|办结|落实(?:到位)?|整改到位|实施)\s*\Z"
)
_SEPARATOR = re.compile("[，,；;。]")
_ACTS = re.compile(r"[市省县区州][\u4e00-\u9fff]{1,10}[局委办厅部]|(?:牵头|配合|负责|落实)\s*\Z")
_LONGEST = 40


def is_time(part: str) -> bool:
    """Whether one part of a clause says when, and not who (6月底前完成, 年内持续推进)."""
    part = repair(part.strip()).reading if len(part) <= 4 * _LONGEST else part
    if not 1 < len(part) <= _LONGEST or ":" in part or "：" in part:
        return False
    return _TIME.match(part) is not None and not _ACTS.search(part)


def split_times(wording: str) -> tuple[str, str]:
    """A clause without its times, and the times joined by commas, ``""`` where there are none. Linear in its length."""
    behind = _BEHIND.search(wording.rstrip("。；; "))
    if behind is not None:
        rest, earlier = split_times(wording[:behind.start()])
        return rest, "，".join(time for time in (earlier, behind["time"]) if time)
    masked = mask(wording)
    cuts = [match.start() for match in _SEPARATOR.finditer(masked)]
    last = _LAST_BLANK.search(masked)
    if last is not None and is_time(wording[last.end():]):
        cuts.append(last.start())
    if not cuts:
        return wording, ""
    kept, times = "", []
    for start, end in zip([0, *cuts], [*cuts, len(wording)], strict=True):
        part = wording[start:end]
        if is_time(part.lstrip("，,；;。")):
            times.append(part.lstrip("，,；;。").strip())
        else:
            kept += part
    if not times or not kept.strip("，,；;。 \n"):
        return wording, ""
    return kept.lstrip("，,；;。"), "，".join(times)
