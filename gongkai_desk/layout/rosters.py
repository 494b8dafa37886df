"""Lists of units: the annex of a document (市级有关部门(单位)名单), and a roster file of its own (contract §4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai_desk.domain import Category, Level, RefusalKind, Roster, Unit, Unreadable
from gongkai_desk.grids.grid import Document, Grid, GridKind
from gongkai_desk.language import looks_like_unit, names_group, names_person, read_units, split_number
from gongkai_desk.language.brackets import has_bracket
from gongkai_desk.layout.cells import Cells
from gongkai_desk.layout.content import is_number_like
from gongkai_desk.layout.headerwords import clean_header
from gongkai_desk.layout.lines import is_annex_mark, is_note, is_tail, plain, strip_annex_mark

_FIELDS: dict[str, frozenset[str]] = {
    "name": frozenset({
        "单位名称", "单位", "名称", "部门", "部门名称", "单位全称", "部门单位", "责任单位", "机构名称", "单位部门", "成员单位",
    }),
    "aliases": frozenset({"别名", "简称", "曾用名", "单位简称", "其他名称"}),
    "level": frozenset({"层级", "级别"}),
    "category": frozenset({"类别", "类型", "性质", "单位类别", "分类"}),
    "parent": frozenset({"上级", "上级单位", "主管单位", "隶属"}),
    "contact": frozenset({"联络员", "联系人", "姓名", "经办人", "联络人"}),
    "phone": frozenset({"电话", "联系电话", "手机", "手机号", "联系方式", "办公电话"}),
}
_LIST_TITLE = re.compile(r"(?:名单|名录|单位表|一览表|通讯录|花名册|成员单位|单位列表|联络表)")
_SPLIT = re.compile(r"[、，,；;\n|｜\t \u3000]+")
_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_LONGEST = 40
_PHONE = re.compile(r"\d{3,4}[-—]?\d{6,8}|\d{6,11}")
_CONTACT = frozenset({"联络员", "联系人", "联系电话", "电话", "职务", "备注", "手机", "联系方式", "负责人", "分管领导"})
_FRAME = frozenset({"序号", "编号"}).union(*_FIELDS.values())
_GENERIC = frozenset({"单位", "部门", "各单位", "各部门", "成员单位", "责任单位", "单位部门"})
_LEVELS = {level.value: level for level in Level} | {"区": Level.COUNTY, "镇": Level.TOWN, "街": Level.TOWN}
_TOWN = re.compile(r"镇|乡|街道|街办")
_CATEGORIES = (  # as offices write them, most telling first
    (re.compile(r"垂直|垂管|驻"), Category.DEPARTMENT),  # an upper office's local body works for the place and reports to it
    (re.compile(r"上级|省属|国家"), Category.UPPER),
    (re.compile(r"开发区|园区|新区|功能区|管委会"), Category.ZONE),
    (re.compile(r"企|事业|公司|医院|院校"), Category.ENTERPRISE),
    (re.compile(r"^(?:各?[县市区州旗盟、/()（）]+|县市区.*|设区市|市州|地市)(?:政府)?$"), Category.COUNTY),
    (re.compile(r"部门|机关|局|单位|党群|群团|人民团体"), Category.DEPARTMENT),
)


def annex_roster(grids: Sequence[Grid]) -> Roster:
    """The units that a document's list tables and lists of names give, and the groups that their titles define."""
    units: dict[str, Unit] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for position, grid in enumerate(grids):
        found: Iterable[tuple[str, tuple[Unit, ...]]]
        if grid.kind is GridKind.PROSE:
            found = _prose_lists(grid)
        else:
            before = _last_line(grids[position - 1]) if position and grids[position - 1].kind is GridKind.PROSE else ""
            found = _table_lists(grid, before)
        for title, listed in found:
            units.update((unit.name, unit) for unit in listed)
            phrase = _group_of(title)
            if phrase:
                groups[phrase] = tuple(unit.name for unit in listed)
    return Roster(tuple(units.values()), groups)


def read_roster(document: Document) -> Roster:
    """A roster file (单位名录): a table with 单位名称, 别名, 层级 …, or a plain list of names.

    Raises :class:`Unreadable` (``no-table``) where no unit is found.
    """
    units: dict[str, Unit] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for grid in document.grids:
        titled = _roster_table(grid) if grid.kind is GridKind.TABLE else None
        listed = titled if titled is not None else _if_units(tuple(_plain_list(grid)))
        units.update((unit.name, unit) for unit in listed)
        phrase = _group_of(_title_of(grid))
        if phrase and listed:
            groups[phrase] = tuple(unit.name for unit in listed)
    if not units:
        raise Unreadable(RefusalKind.NO_TABLE, "没有找到单位名称", document.path,
                         "名录应有“单位名称”一列，或每行写一个单位名称；请改好后重新选择")
    return Roster(tuple(units.values()), groups)


def _group_of(title: str) -> str:
    """The group phrase that a list's title defines; 单位名录 defines none."""
    phrase = names_group(title)
    return "" if phrase in _GENERIC else phrase


def _last_line(grid: Grid) -> str:
    return grid.text(grid.rows[-1].index, 1) if grid.rows else ""


def _title_of(grid: Grid) -> str:
    for row in grid.rows[:3]:
        texts = [text for column in range(1, len(row.values) + 1) if (text := grid.text(row.index, column).strip())]
        if len(texts) == 1 and _LIST_TITLE.search(plain(texts[0])):
            return strip_annex_mark(texts[0])
    return grid.sheet if grid.sheet and _LIST_TITLE.search(grid.sheet) else ""


def _table_lists(grid: Grid, before: str) -> Iterable[tuple[str, tuple[Unit, ...]]]:
    """A table that lists nothing but units (beside numbers), under a title or a header that says so."""
    cells = Cells(grid)
    title = _title_of(grid) or (strip_annex_mark(before) if len(before) < 60 and _LIST_TITLE.search(plain(before)) else "")
    texts = [text for row in cells.indexes for text in cells.texts(row) if text]
    headed = any(clean_header(text) in _FIELDS["name"] for text in texts[:8])
    if not title and not headed:
        return
    listed = _roster_table(grid) if title else None
    if listed and len(listed) > 1 and _if_units(listed):
        yield title, listed
        return
    names = [split_number(text)[1].strip() for text in texts if _is_name(text)]
    rest = [text for text in texts if not _is_name(text) and not is_number_like(text) and len(text) > 1 and not _is_frame(text)]
    if _enough(title, names) and len(rest) <= 2 + len(names) // 4 and all(len(text) < 60 for text in rest[4:]):
        yield title, tuple(_unit(name) for name in dict.fromkeys(names))


def _enough(title: str, names: Sequence[str]) -> bool:
    """Two names make a list where the title says whom it lists (市级有关部门(单位)名单); elsewhere chance needs one more."""
    return len(names) >= (2 if _group_of(title) else 3)


def _is_frame(text: str) -> bool:
    """What stands around the names: 附件2, the title of the list, the words of its header."""
    return is_annex_mark(text) or clean_header(text) in _FRAME or (len(text) < 60 and _LIST_TITLE.search(plain(text)) is not None)


def _is_name(text: str) -> bool:
    bare = split_number(text)[1].strip()
    return 2 < len(bare) <= _LONGEST and not _LIST_TITLE.search(bare) and clean_header(bare) not in _FIELDS["name"] and (
        looks_like_unit(bare) >= 0.5 or bare.endswith(("集团", "公司", "区", "县", "市", "镇", "街道", "乡", "队", "社", "联"))
    )


def _unit(name: str) -> Unit:
    reading = read_units(name)
    if len(reading.units) == 1:
        return Unit(reading.units[0], tuple(alias for unit, alias in reading.aliases if unit == reading.units[0]))
    return Unit(plain(name))


def _is_contact(text: str) -> bool:
    """Who answers for a unit on the list, and where he is reached."""
    return _PHONE.fullmatch(text) is not None or clean_header(text) in _CONTACT or names_person(text)


def _prose_lists(grid: Grid) -> Iterable[tuple[str, tuple[Unit, ...]]]:
    """Lists of names in running text: a title with 名单, then names, one or several on a line."""
    title = ""
    names: list[str] = []
    for text in (line.strip() for row in grid.rows for line in grid.text(row.index, 1).split("\n")):
        if len(text) < 60 and _LIST_TITLE.search(plain(text)) and not text.endswith(("。", "；")):
            yield from _listed(title, names)
            title, names = strip_annex_mark(text), []
        elif title:
            line = split_number(text)[1].strip()
            line = plain(line) if "、" in line or "，" in line else line
            parts = [part for part in _SPLIT.split(line) if part and not is_number_like(part)]
            parts = [part for part in parts if clean_header(part) not in _FIELDS["name"] and clean_header(part) != "序号"]
            parts = [part for part in parts if not _is_contact(part)]
            if not parts:
                continue
            if all(_is_name(part) for part in parts):
                names.extend(parts)
            elif not is_annex_mark(text):
                yield from _listed(title, names)
                title, names = "", []
    yield from _listed(title, names)


def _listed(title: str, names: Sequence[str]) -> Iterable[tuple[str, tuple[Unit, ...]]]:
    """The list that ``names`` under ``title`` make, none where they are too few."""
    if _enough(title, names):
        yield title, tuple(_unit(name) for name in dict.fromkeys(names))


def _roster_table(grid: Grid) -> tuple[Unit, ...] | None:
    cells = Cells(grid)
    for row in cells.indexes[:8]:
        columns = {field: column for column, text in enumerate(cells.texts(row), start=1) if text
                   for field, words in _FIELDS.items() if clean_header(text) in words}
        if "name" in columns:
            return tuple(unit for index in cells.indexes if index > row and (unit := _roster_unit(cells, index, columns)))
    return None


def _unbroken(name: str) -> str:
    """A name without the blanks and line breaks that a typist put between its characters."""
    return _GAP.sub("", name).strip()


def _roster_unit(cells: Cells, row: int, columns: dict[str, int]) -> Unit | None:
    def text(field: str) -> str | None:
        column = columns.get(field)
        return (cells.owned(row, column) or None) if column else None

    name = _unbroken(text("name") or "")
    if not name or is_note(name) or is_tail(name):
        return None
    aliases = tuple(alias for part in re.split(r"[、，,；;/\n]", text("aliases") or "") if (alias := _unbroken(part)))
    if has_bracket(name):  # 市政务数据办(市跑改办): one body, two names
        name, aliases = (unit := _unit(name)).name, tuple(dict.fromkeys((*unit.aliases, *aliases)))
    level, word = _LEVELS.get((text("level") or "")[:1]), text("category") or ""
    if _TOWN.search(word):
        return Unit(name, aliases, Level.TOWN, None, text("parent"), text("contact"), text("phone"))
    category = next((category for sign, category in _CATEGORIES if sign.search(word)), None)
    return Unit(name, aliases, level, category, text("parent"), text("contact"), text("phone"))


def _if_units(listed: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """A plain list, if a third of it reads like units: any other text would make a roster of its lines."""
    likely = sum(_is_name(unit.name) or unit.name[1:] in ("县", "区", "市", "镇", "乡") for unit in listed)  # 浚县, 淇县
    return listed if 3 * likely >= len(listed) else ()


def _plain_list(grid: Grid) -> Iterable[Unit]:
    for row in grid.rows:
        for column in range(1, len(row.values) + 1):
            text = grid.text(row.index, column).strip()
            if not text or is_number_like(text) or _LIST_TITLE.search(plain(text)) or is_annex_mark(text) or is_note(text):
                continue
            bare = split_number(text)[1].strip()
            parts = [bare] if len(bare) <= _LONGEST and "、" not in bare else [part for part in _SPLIT.split(bare) if part]
            for part in parts:
                if 1 < len(part) <= _LONGEST and part[-1] not in "。：:":
                    yield _unit(part)
