"""What a web page puts under its text: copyright, who runs the site, the next article. None of it is the document's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai_desk.layout.lines import is_tail, plain
from gongkai_desk.layout.paragraphs import Paragraph

_LAST, _SHORT = 15, 24
_SURE = re.compile(
    "版权所有|ICP备|公网安备|网站标识码|网站地图|技术支持[:：]|扫一扫|[上下]一[篇条][:：]|分享到|Copyright", re.IGNORECASE
)
_MAYBE = re.compile(r"相关(?:附件|链接|稿件|文章|解读)[:：]?\Z|责任编辑|联系我们|关于我们")
_RUNS = re.compile("(?:网站)?(?:主办|承办|协办|建设|运维|维护)单位[:：]")


def without_footer(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs up to where the page's own lines begin; all of them where nothing surely belongs to a page."""
    first = max(0, len(paragraphs) - _LAST)
    texts = [plain(paragraph.text[:80]) for paragraph in paragraphs[first:]]
    if not any(_SURE.search(text) for text in texts):
        return list(paragraphs)
    start = len(texts)
    for position in range(len(texts) - 1, -1, -1):
        paragraph = paragraphs[first + position]
        if paragraph.level is not None or (paragraph.clauses and not _SURE.search(texts[position])):
            break
        runs = position + 1 == start and _RUNS.match(texts[position]) and _shares_line(paragraphs, first + position)
        if runs or _SURE.search(texts[position]) or _MAYBE.match(texts[position]) or is_tail(paragraph.text):
            start = position
        elif len(texts[position]) > _SHORT and paragraph.label is None:
            break
    return list(paragraphs[:first + start])


def _shares_line(paragraphs: Sequence[Paragraph], position: int) -> bool:
    """Whether a field stood in one line with its neighbour (主办单位：X  承办单位：Y), as under a page."""
    row = paragraphs[position].source.row
    near = (paragraphs[other] for other in (position - 1, position + 1) if 0 <= other < len(paragraphs))
    return any(other.source.row == row and other.label is not None for other in near)
