"""The table's rows under any choice of the clerk: nothing is lost, nothing shown twice, headings only above their tasks."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.rows import NO_HEADING, Choice, chosen, laid_out
from gongkai_desk.desktop.table.search import Search
from gongkai_desk.desktop.table.texts import BAND, TASK, UNIT, Texts, sort_key
from gongkai_desk.domain import Duty, DutyRole, Lead, LeadKind, Source, Task

UNITS = ("市司法局", "市信访局", "市市场监管局")
TASKS = st.lists(st.builds(
    lambda number, section, unit, text: Task(Source("表.xlsx", None, 1), text, number, section, lead=Lead(LeadKind.NAMED, (unit,), unit)),
    st.sampled_from(["1", "2", "10", None]), st.sampled_from([(), ("一、甲",), ("一、甲", "（一）乙"), ("二、丙",)]), st.sampled_from(UNITS),
    st.sampled_from(["公开目录", "解读政策", "回应关切"])), max_size=12)
CHOICES = st.builds(
    Choice, section=st.sampled_from([(), ("一、甲",), ("一、甲", "（一）乙")]), sort=st.sampled_from(["", "number", "lead", "text"]),
    descending=st.booleans(), search=st.sampled_from(["", "公开", "xfj", "公开 scjgj"]), unit=st.sampled_from(["", UNITS[0]]),
    columns=st.sampled_from([{}, {"lead": frozenset({UNITS[1]})}]),
    folded_out=st.frozensets(st.sampled_from([f"T{at:04d}" for at in range(1, 13)])))


def texts_of(tasks) -> Texts:

    named = tuple(structs.replace(task, id=f"T{at:04d}") for at, task in enumerate(tasks, 1))
    states = {task.id: SimpleNamespace(
        label="推进中", light_word="绿灯", summary="", duties=tuple(Duty(task.id, unit, DutyRole.LEAD) for unit in task.lead.units), units=())
        for task in named}
    return Texts(named, states)


@settings(deadline=None)
@given(TASKS, CHOICES)
def test_rows_are_whole_under_any_choice(tasks, choice):
    texts = texts_of(tasks)
    order = chosen(texts, choice, Search(texts))
    rows = laid_out(texts, order, choice)
    assert [row.task for row in rows if row.kind == TASK] == order
    assert len(set(order)) == len(order)
    path: tuple[str, ...] = ()
    for at, row in enumerate(rows):
        if row.kind == BAND:
            assert not choice.sort
            path = (*path[: row.level], row.text) if texts.tasks[row.task].section else ()
            assert row.text == (path[-1] if path else NO_HEADING)
            assert rows[at + 1].kind in (BAND, TASK)
        if row.kind == TASK and not choice.sort:
            assert texts.tasks[row.task].section == path, "a task stands under its own headings"
        if row.kind == UNIT:
            assert texts.tasks[row.task].id in choice.folded_out
    if choice.sort and not choice.descending:
        column = next(each for each in COLUMNS if each.key == choice.sort)
        keys = [sort_key(texts.column(column)[at]) for at in order]
        assert keys == sorted(keys)


@settings(deadline=None)
@given(TASKS)
def test_without_a_choice_everything_is_shown_in_the_documents_order(tasks):
    texts = texts_of(tasks)
    assert chosen(texts, Choice()) == list(range(len(tasks)))


def test_numbers_sort_by_size_texts_by_reading_blanks_last():
    words = ["", "乙", "10", "2", "1.2", "1", "甲", "安"]
    assert sorted(words, key=sort_key) == ["1", "1.2", "2", "10", "安", "甲", "乙", ""]
