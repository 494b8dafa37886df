"""Tasks in running text: a paragraph, or a part of one, that ends in a responsibility clause is a task."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from gongkai_desk.domain import Source, Task
from gongkai_desk.language import read_units, repair
from gongkai_desk.language.clausetimes import is_time
from gongkai_desk.layout.clausescan import Found
from gongkai_desk.layout.context import Context
from gongkai_desk.layout.headingfacts import unit_above
from gongkai_desk.layout.lines import is_annex_mark, is_tail
from gongkai_desk.layout.paragraphs import Paragraph
from gongkai_desk.layout.proseblanket import find_blankets
from gongkai_desk.layout.prosebodies import Below, led_levels, points_above, points_below, wordings_below
from gongkai_desk.layout.prosebyunit import is_sorted_by_unit
from gongkai_desk.layout.prosecards import Card, belongs_to_field
from gongkai_desk.layout.prosecover import Cover, covered, read_cover
from gongkai_desk.layout.prosehanding import Numbered, hand_down, inherit
from gongkai_desk.layout.proseleading import duty_at_start, hands_out_by_sentences
from gongkai_desk.layout.proseready import make_ready
from gongkai_desk.layout.prosetasks import Item, TaskMaker
from gongkai_desk.layout.textlines import is_bullet, without_bullet

_EDGES = " \u3000。；;，,、:："
_SHORTEST = 4
_HEAD = 25
_TIME_BEHIND = re.compile(r"[ \u3000]*[（(〔【]([^（）()〔〕【】]{2,30})[)）〕】]")
_GOES_ON = frozenset("，,")


class ProseReader:
    """Reads paragraphs from top to bottom."""

    def __init__(self, paragraphs: Sequence[Paragraph], context: Context, *, table: int = 0, title: str = "") -> None:
        self.title = title
        self.paragraphs = paragraphs = make_ready(paragraphs)
        self.context = context
        self._maker = TaskMaker(context, table)
        self.rest: list[Paragraph] = []
        self._headings: list[tuple[int, str]] = []
        self._items: list[Item] = []
        self._item: Item | None = None
        self._loose: list[Paragraph] = []
        self._card = Card()
        self._spent: set[int] = set()
        self._led_levels = led_levels(paragraphs)
        counts = self._counts_before_clauses(paragraphs)
        self._shares_clauses = len(counts) > 0 and sum(count > 1 for count in counts) * 2 >= len(counts)

    def read(self) -> list[Task]:
        """All tasks, in order. ``rest`` afterwards holds the paragraphs that are none."""
        for position, paragraph in enumerate(self.paragraphs):
            cover = read_cover(paragraph.text) if self._items else None
            if cover is not None:
                self._close_card()
                self._take_cover(cover, paragraph)
                continue
            if paragraph.label is not None or paragraph.clause_line:
                self._take_label(paragraph)
                continue
            if self._card.open and self._item is not None and belongs_to_field(self._item.head, self.paragraphs, position):
                self._card.add(paragraph.text)
                continue
            self._close_card()
            if is_annex_mark(paragraph.text) or is_tail(paragraph.text):
                self._begin(None, [])
                self._headings.clear()
            elif paragraph.clauses:
                self._take_clauses(paragraph)
            else:
                self._take_plain(paragraph)
        self._close_card()
        if not self._maker.tasks and is_sorted_by_unit(self.title, self.paragraphs):
            self._add_by_unit()
        if not self._maker.tasks:
            self._add_by_sentences()
        self._take_below()
        self._add_unled()
        self.rest = [paragraph for paragraph in self.rest if id(paragraph) not in self._spent]
        return self._maker.tasks

    # -- structure -------------------------------------------------------------------------------------------------

    def _begin(self, item: Item | None, loose: list[Paragraph]) -> None:
        self._item = item
        self._loose = loose
        if item is not None:
            self._items.append(item)

    def _section(self, level: int | None) -> tuple[str, ...]:
        return tuple(text for known, text in self._headings if level is None or known < level)

    def _push(self, level: int, text: str) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, text))

    def _open_item(self, paragraph: Paragraph) -> Item:
        level = paragraph.level or 9
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        item = Item(paragraph, self._section(level), len(self._maker.tasks))
        self._begin(item, [])
        title = paragraph.text.rstrip("。:：") if paragraph.is_heading else paragraph.title() if level <= 2 else ""
        if title:
            self._push(level, title.rstrip("。:："))
        return item

    def _take_plain(self, paragraph: Paragraph) -> None:
        self.rest.append(paragraph)
        for blanket in find_blankets(paragraph.text):
            self._maker.hold_for_all(blanket, paragraph.source)
        if paragraph.level is not None:
            self._open_item(paragraph)
        elif self._item is not None:
            self._item.body.append(paragraph)
        else:
            self._loose.append(paragraph)

    # -- clauses at the end of a wording -----------------------------------------------------------------------------

    def _take_clauses(self, paragraph: Paragraph) -> None:
        if paragraph.level is not None:
            self._open_item(paragraph)
        item = self._item
        if paragraph.clauses[0].before:
            self._take_wordings_behind(paragraph, item)
            return
        start = len(paragraph.text) - len(paragraph.rest)
        if paragraph.level is not None and paragraph.level <= 2:
            start = max(start, len(paragraph.title()))
        for clause in paragraph.clauses:
            text = without_bullet(paragraph.text[start:clause.start].strip().lstrip("。；;，,、").strip())
            start = clause.end
            if len(text) >= _SHORTEST and paragraph.text[start:start + 1] in _GOES_ON:
                start = self._end_of_sentence(paragraph, clause)
                text += paragraph.text[clause.end:start].rstrip()
            if len(text) < _SHORTEST:
                text = self._text_before(item)
            elif self._is_titled(paragraph, clause):
                text, start = f"{text}。{paragraph.text[clause.end:].lstrip('。')}", len(paragraph.text)
            if not clause.closed:
                self.context.doubt("open-bracket", "责任单位的括号没有右半边，按到句末理解", paragraph.source)
            if text:
                time = _TIME_BEHIND.match(paragraph.text, start) if start == clause.end else None
                content = clause.content
                if time is not None and is_time(when := repair(time[1]).reading):
                    content, start = f"{content}，{when}", time.end()
                self._maker.make(text, content, paragraph.source, item, self._section_of(paragraph))
        tail = paragraph.text[start:].strip(_EDGES)
        if len(tail) > 12:
            self.context.doubt("loose-text", f"“{tail[:30]}”之后没有写明责任单位，未作为任务", paragraph.source)

    def _take_wordings_behind(self, paragraph: Paragraph, item: Item | None) -> None:
        """Each clause with the wording that follows it (1.（区司法局）公布目录。（区财政局）公布预算。)."""
        ends = [*(clause.start for clause in paragraph.clauses[1:]), len(paragraph.text)]
        for clause, end in zip(paragraph.clauses, ends, strict=True):
            text = paragraph.text[clause.end:end].strip()
            self._maker.make(text, clause.content, paragraph.source, item, self._section_of(paragraph))

    @staticmethod
    def _is_titled(paragraph: Paragraph, clause: Found) -> bool:
        """Whether a paragraph's only clause closes its title, and its wording follows ((三)培育都市圈（省发改委负责）。编制…)."""
        title, after = paragraph.text[:clause.start], paragraph.text[clause.end:]
        return (
            len(paragraph.clauses) == 1 and paragraph.level is not None and clause.closed and len(title) <= _HEAD + 24
            and not any(sign in title for sign in "。；;") and after[:1] == "。" and len(after) > _SHORTEST
        )

    @staticmethod
    def _end_of_sentence(paragraph: Paragraph, clause: Found) -> int:
        """Where the sentence ends that goes on after a clause in its midst (公开重大项目（市发改委牵头），及时发布信息。)."""
        limit = min((other.start for other in paragraph.clauses if other.start >= clause.end), default=len(paragraph.text))
        ends = [at + 1 for sign in "。；;" if (at := paragraph.text.find(sign, clause.end, limit)) >= 0]
        return min(ends) if ends else clause.end if limit < len(paragraph.text) else limit

    def _section_of(self, paragraph: Paragraph) -> tuple[str, ...]:
        """The headings of a paragraph with clauses: its own title sentence is one, its number alone is not."""
        if paragraph.level is None or (paragraph.level <= 2 and paragraph.title()):
            return self._section(None)
        return self._section(paragraph.level)

    def _text_before(self, item: Item | None) -> str:
        if item is None or item.made:
            return ""
        return item.head.rest

    # -- clauses and fields on lines of their own --------------------------------------------------------------------

    def _take_label(self, paragraph: Paragraph) -> None:
        label = paragraph.label
        card = self._card
        card.source = card.source or paragraph.source
        card.open = False
        if label is None or label.field == "duty":
            card.duty.append(paragraph.text.strip() if label is None else label.value)
        elif label.field == "deadline":
            card.deadline = label.value
        elif label.field == "requirement":
            card.open = not label.value and not (self._item is not None and self._item.made)
            card.add(label.value)
        elif label.field == "person":
            card.persons = label.value
            if not card.duty and read_units(f"责任人：{label.value}").units:
                card.duty.append(f"责任人：{label.value}")
        elif label.field == "task":
            self._close_card()
            self._take_card_task(paragraph, label.value)

    def _take_card_task(self, paragraph: Paragraph, value: str) -> None:
        replaced = replace(paragraph, rest=value, level=paragraph.level or 9, label=None)
        self._begin(Item(replaced, self._section(replaced.level), len(self._maker.tasks)), [])

    def _close_card(self) -> None:
        card, self._card = self._card, Card()
        if not card:
            return
        clause = "；".join(card.duty)
        source = card.source or Source("")
        group = points_above(self._items, self._led_levels)
        if group:
            text = "\n".join([self._whole(group[0]), *(self._numbered(point) for point in group[1:])])
            self._maker.make(text, clause, source, group[0], group[0].section, card)
            return
        for earlier in self._unled_before():
            what = f"第{earlier.head.number}项与下一项共用其后的责任单位，是否如此？"
            self.context.doubt("clause-for-several", what, earlier.head.source)
            self._maker.make(self._whole(earlier), clause, source, earlier, earlier.section, card)
        text, item, section = self._pending()
        if text:
            self._maker.make(text, clause, source, item, section, card)

    def _take_cover(self, cover: Cover, paragraph: Paragraph) -> None:
        """A line that gives the duties of several items above it: each becomes a task where it stands."""
        for item in covered(cover, self._items):
            place = self._place_of(item)
            self._maker.make(self._whole(item), cover.duty, item.head.source, item, item.section)
            self._maker.move_last(place, self._items)
        self._loose = []

    def _place_of(self, item: Item) -> int:
        """Where in the list of tasks an item's own belongs: after those of the items before it."""
        before = [place for other in self._items[:self._items.index(item)] for place in other.places]
        return max([item.at - 1, *before]) + 1

    def _numbered(self, item: Item) -> str:
        """The wording of a point of another item, with its number."""
        number = item.head.text[:len(item.head.text) - len(item.head.rest)]
        return number + self._whole(item)

    def _whole(self, item: Item) -> str:
        """The wording of an item with the paragraphs that belong to it."""
        text = item.whole
        self._spent.update(map(id, (item.head, *item.body)))
        item.body = []
        return text

    def _unled_before(self) -> list[Item]:
        """Items just above that share the clause line below the last one, in documents that write it so."""
        item = self._item
        if item is None or not self._shares_clauses or item.made:
            return []
        found: list[Item] = []
        for earlier in reversed(self._items[:-1]):
            if earlier.made or earlier.section != item.section or earlier.head.level != item.head.level:
                break
            found.append(earlier)
        return found[::-1]

    @staticmethod
    def _counts_before_clauses(paragraphs: Sequence[Paragraph]) -> list[int]:
        """How many items of one level stand above each clause line."""
        counts: list[int] = []
        items, level = 0, None
        for paragraph in paragraphs:
            if paragraph.clause_line or (paragraph.label is not None and paragraph.label.field == "duty"):
                if items:
                    counts.append(items)
                items = 0
            elif paragraph.clauses:
                items = 0
            elif paragraph.level is not None:
                items = items + 1 if paragraph.level == level else 1
                level = paragraph.level
        return counts

    def _pending(self) -> tuple[str, Item | None, tuple[str, ...]]:
        """The wording that a following clause line belongs to, with its headings."""
        item = self._item
        if item is None:
            text = without_bullet(self._loose[-1].text) if self._loose else ""
            self._loose = []
            return text, None, self._section(None)
        titled = item.head.is_heading and item.body and (item.head.level or 9) <= 2
        if item.made or titled:
            first = max((at for at, paragraph in enumerate(item.body) if is_bullet(paragraph.text)), default=0)
            bodies = [without_bullet(paragraph.text) for paragraph in item.body[first:]]
            self._spent.update(map(id, item.body))
            item.body = []
            return "\n".join(bodies), item, self._section(None)
        if item.head.is_heading and self._headings and self._headings[-1][1] == item.head.text.rstrip("。:："):
            self._headings.pop()
        return self._whole(item), item, item.section

    # -- documents sorted by unit ------------------------------------------------------------------------------------

    def _add_by_unit(self) -> None:
        """Every item below a heading that is a unit's name is a task of that unit."""
        for item in self._items:
            unit = unit_above(item.section)[0]
            if unit and not unit_above((item.head.text,))[0]:
                self._maker.make(self._whole(item), unit, item.head.source, item, item.section)

    def _add_by_sentences(self) -> None:
        """Items that begin with who does them, where the paper hands out work in such sentences."""
        above = {text for item in self._items for text in item.section}
        leaves = [item for item in self._items if item.head.text.rstrip("。:：") not in above]
        if not hands_out_by_sentences(self.title, [item.head.rest for item in leaves]):
            return
        for item in leaves:
            duty = duty_at_start(item.head.rest)
            if duty:
                self._maker.make(self._whole(item), duty, item.head.source, item, item.section)

    # -- headings that bear the units of what stands below them -------------------------------------------------------

    def _take_below(self) -> None:
        """What stands below headings that a clause closes: items that are the tasks, or paragraphs that are their wording."""
        items = [Numbered(item.head, item.whole, item.section, tuple(item.places)) for item in self._items]
        alone = len(self._maker.tasks) == sum(item.made for item in self._items)
        wordings = list(wordings_below(self._items)) if alone else []
        for below in wordings:
            self._set_wording(below)
        handed = hand_down(items, self._maker.tasks, self._like, len(wordings))
        if len(handed) == len(self._maker.tasks):
            for below in points_below(self._items):
                self._set_wording(below)
        else:
            self._maker.tasks = handed

    def _set_wording(self, below: Below) -> None:
        place = below.item.places[0]
        worded = self._maker.without_units(below.text, below.item.head, below.section)
        source = below.used[0].source if len(below.section) > len(below.item.section) else below.item.head.source
        self._maker.tasks[place] = structs.replace(inherit(self._maker.tasks[place], worded), source=source)
        self._spent.update(map(id, below.used))

    def _like(self, task: Task, item: Numbered, section: tuple[str, ...]) -> Task:
        self._spent.add(id(item.head))
        return inherit(task, self._maker.without_units(item.text, item.head, section))

    # -- items without a unit ----------------------------------------------------------------------------------------

    def _add_unled(self) -> None:
        """Items without a clause between siblings that nearly all have one are tasks whose lead was forgotten.

        What stands before the first or after the last of them (总体要求, 健全工作机制) is no task by the document's pattern.
        """
        groups: dict[tuple[tuple[str, ...], int | None], list[Item]] = {}
        for item in self._items:
            groups.setdefault((item.section, item.head.level), []).append(item)
        children = Counter(task.section for task in self._maker.tasks)
        added: list[tuple[int, Task]] = []
        for items in groups.values():
            led = [position for position, item in enumerate(items) if item.made]
            if len(led) < 3 or len(led) * 4 < 3 * len(items):
                continue
            for item in items[led[0]:led[-1]]:
                text = item.whole
                if item.made or len(text) < 8 or self._has_children(item, children):
                    continue
                self.context.doubt("unled-item", f"第{item.head.number}项没有写明责任单位", item.head.source)
                added.append((item.at, self._maker.without_units(text, item.head, item.section, "not-given")))
        for at, task in sorted(added, key=lambda pair: pair[0], reverse=True):
            self._maker.tasks.insert(at, task)

    @staticmethod
    def _has_children(item: Item, children: Counter[tuple[str, ...]]) -> bool:
        head = item.head.text.rstrip("。:：")
        return any(head in section or item.head.title().rstrip("。:：") in section for section in children if section)
