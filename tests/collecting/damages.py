"""What offices do to their forms, one function each: damages a unit's form, sends it, and notes what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from .generator import ROUND, TITLES, Book, Generator

OTHER_WORDS = {
    "完成状态": ["办理状态", "是否完成", "状态", "完成情况"], "进展情况": ["工作进展", "推进情况", "本期工作进展情况", "落实情况"],
    "完成日期": ["办结时间", "完成时间", "实际完成日期"], "佐证材料": ["证明材料", "佐证资料名称", "支撑材料（附链接）"],
    "存在问题": ["存在的问题", "存在困难和问题", "问题"], "下一步措施": ["下步打算", "下一步工作计划", "下一步工作安排"],
    "本期完成值": ["实际完成值", "完成数"], "工作任务": ["任务内容", "重点工作任务", "工 作 任 务"], "序号": ["编号", "项次"],
    "牵头单位": ["责任单位", "牵头部门"], "完成时限": ["时限要求", "完成期限"],
}


def plain(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    gen.send(book, "plain", "accepted")


def new_title(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    book.main.rows[0][1] = f"{unit}政务公开第三季度工作情况表"
    gen.send(book, "title", "accepted")


def new_headers(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    header = book.main.rows[book.main.header]
    for place, title in enumerate(header):
        if title in OTHER_WORDS and gen.rng.random() < 0.7:
            header[place] = gen.rng.choice(OTHER_WORDS[str(title)])
    gen.send(book, "headers")


def other_order(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    table = book.main
    width = len(table.rows[table.header])
    order = list(range(width))
    gen.rng.shuffle(order)
    for place in range(2, len(table.rows)):
        row = table.rows[place] + [None] * width
        table.rows[place] = [row[column] for column in order]
    table.hidden_columns = {order.index(0)}
    gen.send(book, "columns reordered")


def header_and_order(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    table = book.main
    for place, title in enumerate(table.rows[table.header]):
        if title in OTHER_WORDS:
            table.rows[table.header][place] = OTHER_WORDS[str(title)][0]
    width = len(table.rows[table.header])
    for place in range(len(table.rows)):
        table.rows[place] = [*table.rows[place][:3], None, *table.rows[place][3:width]]
    table.rows[table.header][3] = "分管领导"
    gen.send(book, "headers and a column more")


def no_meta(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    book.drop_meta()
    if gen.rng.random() < 0.5:
        book.name = f"上报{len(gen.files)}.xlsx"
    else:
        book.main.rows[0][1] = "政务公开任务填报表"
        book.main.rows[1][1] = "填报单位："
        book.name = f"{unit}报送.xlsx"
    gen.send(book, "hidden sheet lost", "warned")


def no_ids(gen: Generator, unit: str) -> None:
    """The hidden column is gone: every answered row is proposed, none applied."""
    book = gen.open(unit)
    meant = gen.fill(book)
    table = book.main
    ids = {place: str(table.rows[place][0]).partition("#")[0] for place in table.body}
    for row in table.rows:
        del row[0]
    table.hidden_columns = set()
    path = gen.send(book, "hidden column lost")
    answered = {task for task, _key in meant}
    for place, task in ids.items():
        if task in answered:
            gen.truth.unmatched[path, table.name, place + 1] = task


def own_layout(gen: Generator, unit: str) -> None:
    """A table of the office's own: no id, other columns, shortened texts."""
    book = gen.open(unit)
    table = book.main
    rows: list[list[object]] = [[f"{unit}2022年政务公开任务进展汇总"], ["序号", "任务内容", "落实情况", "是否完成", "备注"]]
    kept = {}
    for place in table.body:
        task = str(table.rows[place][0]).partition("#")[0]
        text = str(table.rows[place][table.column("工作任务")])
        cut = text if gen.rng.random() < 0.5 else text.split("，")[0] + "，" + text.split("，")[1]
        rows.append([table.rows[place][table.column("序号")], cut, f"{unit}已开展第{place}项", "进行中", ""])
        kept[len(rows)] = task
    table.rows, table.header, table.hidden_columns = rows, 1, set()
    book.drop_meta()
    book.tables = book.tables[:1]
    book.name = f"{unit}进展汇总.xlsx"
    path = gen.send(book, "own layout", "warned")
    for row, task in kept.items():
        gen.truth.unmatched[path, table.name, row] = task


def sorted_rows(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    table = book.main
    body = [table.rows[place] for place in table.body]
    gen.rng.shuffle(body)
    table.rows[table.header + 1:] = body
    gen.send(book, "rows sorted", "accepted")


def sorted_without_ids(gen: Generator, unit: str) -> None:
    """Sorted, but the hidden column stayed: every moved row's id names another task. Nothing of those may land."""
    book = gen.open(unit)
    meant = gen.fill(book)
    table = book.main
    marks = [table.rows[place][0] for place in table.body]
    body = [table.rows[place][1:] for place in table.body]
    order = list(range(len(body)))
    gen.rng.shuffle(order)
    for place, (old, mark) in enumerate(zip(order, marks, strict=True)):
        table.rows[table.header + 1 + place] = [mark, *body[old]]
    path = gen.send(book, "sorted without ids")
    answered = {task for task, _key in meant}
    for place, old in enumerate(order):
        task, own = str(marks[old]).partition("#")[0], str(marks[place]).partition("#")[0]
        if task == own:
            gen.expect(unit, {key: value for key, value in meant.items() if key[0] == task})
        elif task in answered:
            gen.truth.unmatched[path, table.name, table.header + 2 + place] = task
        if task != own and task not in answered:
            gen.truth.unmatched[path, table.name, table.header + 2 + place] = task


def deleted_rows(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    meant = gen.fill(book)
    table = book.main
    gone = gen.rng.sample(list(table.body), min(2, len(table.body) - 1))
    for place in sorted(gone, reverse=True):
        task = str(table.rows[place][0]).partition("#")[0]
        gen.truth.missing.add((task, unit))
        meant = {key: value for key, value in meant.items() if key[0] != task}
        del table.rows[place]
    gen.expect(unit, meant)
    gen.send(book, "rows deleted")


def inserted_rows(gen: Generator, unit: str) -> None:
    """Rows of the office's own, one of them on a task of its own, above and between."""
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    table = book.main
    own: list[object] = [None] * len(table.rows[table.header])
    own[table.column("工作任务")] = "本单位自行增加：开展政务公开宣传月活动并制作宣传折页发放群众"
    own[table.column("进展情况")] = "发放折页2000份"
    place = gen.rng.choice(list(table.body))
    table.rows.insert(place, own)
    table.rows.insert(0, [None, "附件2"])
    table.header += 1
    path = gen.send(book, "rows inserted")
    gen.truth.unmatched[path, table.name, place + 2] = ""


def doubled_rows(gen: Generator, unit: str) -> None:
    """One row twice with the same answers, another twice with different progress."""
    book = gen.open(unit)
    meant = gen.fill(book, share=1)
    table = book.main
    same, other = list(table.body)[0], list(table.body)[-1]
    task = str(table.rows[other][0]).partition("#")[0]
    changed = list(table.rows[other])
    changed[table.column("进展情况")] = "另一种说法：已全部完成并通过验收"
    table.rows += [list(table.rows[same]), changed]
    meant.pop((task, "progress"))
    gen.expect(unit, meant)
    gen.truth.conflicts.add((task, unit, "progress"))
    gen.send(book, "rows doubled")


def split_rows(gen: Generator, unit: str) -> None:
    """A task over two rows, its id merged or copied; and answers continued in a row without id below."""
    book = gen.open(unit)
    meant = gen.fill(book, share=1)
    table = book.main
    first = list(table.body)[0]
    task = str(table.rows[first][0]).partition("#")[0]
    more: list[object] = [None] * len(table.rows[first])
    more[table.column("进展情况")] = "续：另完成专题培训3期"
    if gen.rng.random() < 0.5:
        table.merges.append((first, 0, first + 1, 0))
    else:
        more[0] = table.rows[first][0]
    table.rows.insert(first + 1, more)
    meant[task, "progress"] += "\n续：另完成专题培训3期"
    last = len(table.rows) - 1
    lost = [None] * len(table.rows[first])
    lost[table.column("进展情况")] = "续：正在补充材料"
    other = str(table.rows[last][0]).partition("#")[0]
    table.rows.append(lost)
    gen.expect(unit, meant)
    path = gen.send(book, "rows split")
    gen.truth.unmatched[path, table.name, last + 2] = other


def small_edits(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    table = book.main
    for title, field in (("工作任务", "text"), ("完成时限", "deadline"), ("牵头单位", "lead")):
        place = gen.rng.choice(list(table.body))
        column = table.column(title)
        table.rows[place][column] = f"{table.rows[place][column] or ''}（已核）"
        gen.truth.altered.add((str(table.rows[place][0]).partition("#")[0], unit, field))
    gen.send(book, "locked cells edited")


def other_task(gen: Generator, unit: str) -> None:
    """A row's text replaced: once by another task's, once by something of the office's own."""
    book = gen.open(unit)
    meant = gen.fill(book, share=1)
    table = book.main
    text = table.column("工作任务")
    places = gen.rng.sample(list(table.body), 3)
    one, two, source = places
    truth = {}
    table.rows[one][text] = table.rows[source][text]
    truth[one] = str(table.rows[source][0]).partition("#")[0]
    table.rows[two][text] = "组织全体干部学习文件精神并撰写心得体会"
    truth[two] = ""
    for place in (one, two):
        task = str(table.rows[place][0]).partition("#")[0]
        meant = {key: value for key, value in meant.items() if key[0] != task}
    gen.expect(unit, meant)
    path = gen.send(book, "texts replaced")
    for place, task in truth.items():
        gen.truth.unmatched[path, table.name, place + 1] = task


def two_versions(gen: Generator, unit: str) -> None:
    """A later form with one cell changed and one emptied: the later wins, the blank keeps the older's."""
    book = gen.open(unit)
    meant = gen.fill(book, share=1)
    later = book.copy()
    table = later.main
    first, second = list(table.body)[:2]
    task = str(table.rows[first][0]).partition("#")[0]
    table.rows[first][table.column("进展情况")] = "更正后的进展"
    table.rows[second][table.column("进展情况")] = None
    meant[task, "progress"] = "更正后的进展"
    if gen.rng.random() < 0.5:
        later.modified = datetime(2022, 9, 25, 9)
        later.folder = "补报"
    else:
        later.name = book.name.replace(".xlsx", gen.rng.choice(["(1).xlsx", "（更正）.xlsx", "-最新.xlsx"]))
    gen.expect(unit, meant)
    gen.send(book, "two versions: older")
    path = book.name
    gen.truth.verdicts[path, unit] = "superseded"
    gen.send(later, "two versions: newer", "accepted")


def two_unordered(gen: Generator, unit: str) -> None:
    """Two forms of which the workbook's time and the name contradict each other."""
    book = gen.open(unit)
    meant = gen.fill(book, share=1)
    other = book.copy()
    table = other.main
    task = str(table.rows[list(table.body)[0]][0]).partition("#")[0]
    table.rows[list(table.body)[0]][table.column("进展情况")] = "不知哪份更新"
    other.name = book.name.replace(".xlsx", "(1).xlsx")
    book.modified = datetime(2022, 9, 26)
    meant.pop((task, "progress"))
    gen.expect(unit, meant)
    gen.truth.conflicts.add((task, unit, "progress"))
    gen.send(book, "unordered")
    gen.send(other, "unordered")


def wrong_round(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.fill(book)
    meta = book.tables[-1]
    for row in meta.rows:
        row[:] = ["2022年第二季度" if value == ROUND else value for value in row]
    gen.truth.missing_units.add(unit)
    gen.send(book, "wrong round", "refused")


def other_ledger(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.fill(book)
    for row in book.tables[-1].rows:
        row[:] = ["f" * 32 if isinstance(value, str) and len(value) == 32 else value for value in row]
    gen.truth.missing_units.add(unit)
    gen.send(book, "other ledger", "refused")


def wrong_unit(gen: Generator, unit: str) -> None:
    """Another unit's name on the file; nobody sent the right one."""
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    other = next(name for name in gen.forms if name != unit)
    book.name = f"{ROUND}_{other}_填报表（代填{len(gen.files)}）.xlsx"
    gen.send(book, "wrong unit", "warned")


def hidden_rows(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    book.main.hidden_rows = set(list(book.main.body)[::2])
    gen.send(book, "rows filtered", "warned")


def error_cells(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    meant = gen.fill(book, share=1)
    table = book.main
    place = gen.rng.choice(list(table.body))
    table.rows[place][table.column("进展情况")] = "=ERR"
    meant.pop((str(table.rows[place][0]).partition("#")[0], "progress"))
    gen.expect(unit, meant)
    gen.send(book, "error cells", "warned")


def no_header(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    del book.main.rows[2:4]
    book.main.header = -1
    gen.send(book, "header deleted", "warned")


def fewer_columns(gen: Generator, unit: str) -> None:
    """Locked columns removed for printing; the answers still belong to their ids."""
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    table = book.main
    gone = sorted((table.column(title) for title in ("上期进展", "职责分工", "完成时限")), reverse=True)
    for row in table.rows[2:]:
        for column in gone:
            if column < len(row):
                del row[column]
    gen.send(book, "columns deleted")


def zipped(gen: Generator, unit: str) -> None:
    book = gen.open(unit)
    gen.expect(unit, gen.fill(book))
    book.folder = f"第{len(gen.files) % 4}批.zip"
    gen.send(book, "in an archive", "accepted")


def gathered(gen: Generator, units: list[str]) -> None:
    """Several units' forms as sheets of one workbook; only the first one's hidden sheet came along."""
    books = [gen.open(unit) for unit in units]
    for book in books:
        gen.expect(book.unit, gen.fill(book))
        book.main.name = book.unit[:20]
    whole = Book(units[0], f"汇总{len(gen.files)}.xlsx", [book.main for book in books] + [books[0].tables[-1]])
    path = gen.send(whole, "several units")
    for unit in units:
        gen.truth.verdicts.setdefault((path, unit), "any")


def stacked(gen: Generator, units: list[str]) -> None:
    """Several units' forms below each other in one sheet."""
    books = [gen.open(unit) for unit in units]
    rows: list[list[object]] = []
    for book in books:
        gen.expect(book.unit, gen.fill(book))
        rows += [*book.main.rows, [], []]
    whole = Book(units[0], f"合并{len(gen.files)}.xlsx", [books[0].main])
    whole.main.rows = rows
    gen.send(whole, "stacked units")


SINGLE: tuple[Callable[[Generator, str], None], ...] = (
    plain, new_title, new_headers, other_order, header_and_order, no_meta, no_ids, own_layout, sorted_rows, sorted_without_ids,
    deleted_rows, inserted_rows, doubled_rows, split_rows, small_edits, other_task, two_versions, two_unordered, wrong_round,
    other_ledger, wrong_unit, hidden_rows, error_cells, no_header, fewer_columns, zipped,
)
assert set(TITLES.values()) >= {"完成状态", "进展情况"}
