"""Wording made comparable: narrow digits, simplified characters, no stray blanks, with the way back to the original."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai_desk.language.repair import tidied
from gongkai_desk.language.script import is_traditional

_TABLE = str.maketrans(
    "０１２３４５６７８９．／－：％，；（）Ｑ～﹣−　個內開後時於長堅續進達書報實週雙號發辦務會節歲兩點間當從結業規劃標導國慶勞動"
    "陽過準頭隨對應爭點備際該終啟個際約遞總寫貫徹穩設產複覆門縣區廳單處機關鄉鎮團員黨檔環國務學體總農聯責稅環衛萬條項據數",
    "0123456789./-:%，；()Q~-- 个内开后时于长坚续进达书报实周双号发办务会节岁两点间当从结业规划标导国庆劳动阳"
    "过准头随对应争点备际该终启个际约递总写贯彻稳设产复复门县区厅单处机关乡镇团员党档环国务学体总农联责税环卫万条项据数")
_LOOSE = re.compile(r"(?<=[\d年月日第])[ \t]+(?=[\d年月日号底末个上中下前])")
_MARK = re.compile(r"(?:\A|(?<=[\s;；。,，前]))([1-9])[.、](?=\s?(?:\d{1,2}月|(?:19|20)\d\d年))")
_TITLE = re.compile(r"《[^《》]{0,120}(?:〈[^《》]{0,80}〉[^《》]{0,40})?》|[〔\[(（]\s?(?:19|"
                    r"20)\d{2,6}\s?[〕\])）]?\s?\d{0,5}号")


@dataclass(frozen=True, slots=True)
class Wording:
    """``text`` for the readers; ``original`` as written; ``places`` maps positions back where blanks were dropped."""

    text: str
    original: str
    places: tuple[int, ...] | None = None

    def raw(self, start: int, end: int) -> str:
        """The original words of a span of :attr:`text`."""
        if self.places is None:
            return self.original[start:end]
        if start >= end:
            return ""
        return self.original[self.places[start]:self.places[end - 1] + 1]


def _tidy(raw: str) -> str:
    return tidied(raw).reading if "(" in raw or "（" in raw or is_traditional(raw.translate(_TABLE)) else raw


def of_cell(raw: str) -> Wording:
    """A cell: every blank and line break is dropped; the numbers of a list (1.6月底前 2.12月底前) become stops."""
    raw = _tidy(raw)
    text = raw.translate(_TABLE)
    if [match[1] for match in _MARK.finditer(text)][:2] == ["1", "2"]:
        text = _MARK.sub("；；", text)
    places = [i for i, c in enumerate(text) if not c.isspace()]
    if len(places) == len(text):
        return Wording(text, raw)
    return Wording("".join(text[i] for i in places), raw, tuple(places))


def of_text(raw: str) -> Wording:
    """Running text: blanks inside dates are dropped; titles in 《》 and document numbers are blanked out.

    Where the words are noisy (injected pinyin, traditional script) the tidied words stand for the original ones.
    """
    raw = _tidy(raw)
    text = raw.translate(_TABLE)
    places = None
    if _LOOSE.search(text):
        dropped = {i for match in _LOOSE.finditer(text) for i in range(match.start(), match.end())}
        kept = [i for i in range(len(text)) if i not in dropped]
        text, places = "".join(text[i] for i in kept), tuple(kept)
    return Wording(_TITLE.sub(lambda match: "◇" * len(match[0]), text), raw, places)
