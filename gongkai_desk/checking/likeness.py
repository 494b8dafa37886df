"""Which tasks are the same, or one within the other: rare pairs of characters find candidates, rapidfuzz judges them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from gongkai_desk.checking.saying import plain, wording_of
from gongkai_desk.checking.subject import Item
from gongkai_desk.language import repair

_COMMON = re.compile(
    r"加快|积极|大力|持续|进一步|全面|深入|切实|扎实|着力|不断|认真|推进|推动|加强|做好|抓好|落实|开展|完善|健全|强化|深化|提升|建立|统筹|"
    r"工作|有关|相关|各项|及时|政务公开|信息公开|的")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年度?")
_RAREST = 7
_STRETCH = 6
_WIDEST = 60
_SHORTEST = 8
_LEAST = 5
_QUICK = 80.0


class Bond(IntEnum):
    """How two tasks belong together: unlike, reworded, one holds the other, or the same."""

    NONE = 0
    AKIN = 1
    HELD = 2
    SAME = 3


@dataclass(frozen=True, eq=False)
class Text:
    """A task made comparable: its words without signs and years, what is distinctive in them, and its name."""

    item: Item
    words: str
    core: str
    name: str
    asked: str

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Neighbouring characters of the distinctive words and of the name."""
        return pairs_of(self.core) | pairs_of(_COMMON.sub("", self.name))

    @cached_property
    def marks(self) -> frozenset[str]:
        """What candidates are found by: the pairs, and longer stretches for texts made of everyday words only."""
        return self.pairs | {self.words[i:i + _STRETCH] for i in range(len(self.words) - _STRETCH + 1)}


def pairs_of(text: str) -> frozenset[str]:
    """All pairs of neighbouring characters."""
    return frozenset(text[i:i + 2] for i in range(len(text) - 1))


def text_of(item: Item) -> Text:
    """The comparable text of a task."""
    task = item.task
    words = plain(_YEAR.sub("", wording_of(task)))
    name = plain(repair(task.name).reading) if task.name else ""
    return Text(item, words, _COMMON.sub("", words), name, plain(repair(task.requirement).reading) if task.requirement else "")


class Likeness:
    """Compares the tasks of several tables; candidates share rare pairs of characters."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.texts = [text_of(item) for item in items]
        self._count = Counter(mark for text in self.texts for mark in text.marks)
        self._postings: dict[str, list[int]] = {}
        for position, text in enumerate(self.texts):
            for mark in text.marks:
                if 1 < self._count[mark] <= _WIDEST:
                    self._postings.setdefault(mark, []).append(position)

    def candidates(self) -> Iterator[tuple[Text, Text]]:
        """Pairs of tasks that may belong together, each once, in order; equal wordings are paired with their first."""
        firsts: dict[str, int] = {}
        told: set[tuple[int, int]] = set()
        for position, text in enumerate(self.texts):
            first = firsts.setdefault(text.words + "\x1f" + text.asked, position)
            if first != position and len(text.words + text.asked) >= _LEAST:
                told.add((first, position))
                yield self.texts[first], text
        for position in range(len(self.texts)):
            for other in self._near(position):
                pair = (min(position, other), max(position, other))
                if pair not in told:
                    told.add(pair)
                    yield self.texts[pair[0]], self.texts[pair[1]]

    def _near(self, position: int) -> list[int]:
        own = sorted((self._count[mark], mark) for mark in self.texts[position].marks if mark in self._postings)
        short = [mark for _, mark in own if len(mark) == 2][:_RAREST]
        long = [mark for _, mark in own if len(mark) > 2][:_RAREST]
        shared = Counter(other for mark in (*short, *long) for other in self._postings[mark] if other != position)
        return [other for other, count in shared.items() if count >= 2]

    def weight(self, pairs: Iterable[str]) -> float:
        """How telling pairs of characters are: the rarer the more."""
        total = len(self.texts) + 1
        return sum(math.log(total / self._count[pair]) for pair in pairs if self._count[pair])

    def rare(self, left: Text, right: Text, *, most: int) -> set[str]:
        """The pairs that two tasks share and at most ``most`` tasks hold."""
        return {pair for pair in left.pairs & right.pairs if self._count[pair] <= most}

    def bond(self, left: Text, right: Text) -> Bond:
        """Whether two tasks are the same, or one is part of the other."""
        if left.words == right.words and left.asked == right.asked:
            return Bond.SAME if left.words else Bond.NONE
        if min(len(left.words), len(right.words)) < _SHORTEST:
            return Bond.NONE
        if is_same(left, right):
            return Bond.SAME
        if self._holds(left, right):
            return Bond.HELD
        return Bond.AKIN if self._akin(left, right) else Bond.NONE

    def _akin(self, left: Text, right: Text) -> bool:
        """Whether one may be the other reworded: much of what is telling is in both."""
        least = min(self.weight(left.pairs), self.weight(right.pairs))
        return least > 0 and self.weight(left.pairs & right.pairs) >= 0.45 * least and fuzz.ratio(left.words, right.words) >= 45

    def _holds(self, left: Text, right: Text) -> bool:
        small, large = sorted((left, right), key=lambda text: len(text.words))
        if len(small.words) < 12 or len(small.core) < 5:
            return False
        if fuzz.partial_ratio(small.words, large.words, score_cutoff=88) < 88:
            return False
        own = self.weight(pairs_of(small.core))
        return own > 0 and self.weight(pairs_of(small.core) & large.pairs) >= 0.75 * own


def is_same(left: Text, right: Text) -> bool:
    """Whether two wordings say the same: nearly equal, and nowhere one noun put for another (教育 for 医疗)."""
    if fuzz.ratio(left.words, right.words, score_cutoff=_QUICK) < _QUICK:
        return False
    if fuzz.ratio(left.core, right.core) < 85 or _exchanged(left.core, right.core):
        return False
    return not (left.asked and right.asked) or fuzz.ratio(left.asked, right.asked) >= 70


def _exchanged(left: str, right: str) -> bool:
    """Whether somewhere two or more characters stand for quite others."""
    for operation in _blocks(left, right):
        old, new = left[operation[0]:operation[1]], right[operation[2]:operation[3]]
        if len(old) >= 2 and len(new) >= 2 and not set(old) & set(new):
            return True
        if _numbers(old) != _numbers(new):
            return True
    return False


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d", text)


def _blocks(left: str, right: str) -> Sequence[tuple[int, int, int, int]]:
    """Stretches that differ; neighbours with one equal character between them count as one."""
    merged: list[tuple[int, int, int, int]] = []
    for code in Levenshtein.opcodes(left, right):
        if code.tag == "equal":
            continue
        block = (code.src_start, code.src_end, code.dest_start, code.dest_end)
        if merged and block[0] - merged[-1][1] <= 1 and block[2] - merged[-1][3] <= 1:
            block = (merged[-1][0], block[1], merged[-1][2], block[3])
            merged.pop()
        merged.append(block)
    return merged
