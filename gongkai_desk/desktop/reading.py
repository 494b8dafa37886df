"""Documents read and understood for the import page, without widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from gongkai_desk.domain import Breakdown, Category, Level, Roster, Unit, Unreadable
from gongkai_desk.domain.progress import Progress

LAYOUTS_SETTING = "layouts"


@dataclass(frozen=True)
class FormSign:
    """What shows that a file is a 填报表: the ledger, round and unit of its hidden sheet, empty where that is lost."""

    ledger: str = ""
    round: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Read:
    """One file: its bytes, its grids, and what was understood. ``layouts``: the number of a grid -> its layout.

    ``roster`` where the file is a list of units; ``form`` where it is a 填报表 (an upper office's may be imported all the same);
    ``problem`` a sentence where nothing was understood. ``year``: of the ledger it goes into, for a document that names none.
    """

    path: str
    data: bytes = b""
    document: Any = None
    breakdowns: tuple[Breakdown, ...] = ()
    layouts: dict[int, Any] = field(default_factory=dict)
    roster: Roster | None = None
    problem: str = ""
    form: FormSign | None = None
    year: int | None = None

    @property
    def pasted(self) -> bool:
        """Whether it came from the clipboard."""
        return Path(self.path).stem == "剪贴板"

    @property
    def tasks(self) -> int:
        """How many tasks were found."""
        return sum(len(breakdown.tasks) for breakdown in self.breakdowns)

    @property
    def doubts(self) -> tuple[Any, ...]:
        """Everything the reader has reservations about."""
        return tuple(dict.fromkeys(doubt for breakdown in self.breakdowns for doubt in breakdown.doubts))

    @property
    def words(self) -> str:
        """How it ended, in a few words."""
        if self.form is not None:
            return f"填报表：{self.form.unit}" if self.form.unit else "填报表"
        if self.problem:
            return "未读入"
        if self.roster is not None:
            return f"名录 {len(self.roster.units)} 个单位"
        return f"{self.tasks} 项任务" + (f"，{len(self.doubts)} 处提示" if self.doubts else "")


def read_paths(
    paths: Sequence[Path], known: Roster | None, hints: Sequence[Any], progress: Progress, *, year: int | None = None
) -> list[Read]:
    """Every file under ``paths``; files that are no documents (lock files, thumbnails) are left out."""
    from gongkai_desk.grids import Blob, Ignored, Reader, gather

    found: list[Read] = []
    progress(0, len(paths), "读取文件")
    with Reader() as reader:
        for item, result in reader.read_many(gather(paths), progress=progress):
            if isinstance(item, Ignored):
                continue
            if isinstance(result, Unreadable):
                found.append(Read(str(item.path if isinstance(item, Blob) else result.where), problem=_sentence(result)))
            elif isinstance(item, Blob):
                sign = form_sign(result)
                found.append(understood(Read(item.path, item.data, result, form=sign, year=year), known, hints))
    return found


def form_sign(document: Any) -> FormSign | None:
    """Whether a document is a 填报表 that was sent out, and whose; None for any other."""
    from gongkai_desk.collecting.intake import read_document

    metas, tables = read_document(document)
    if metas:
        return FormSign(metas[0].ledger, metas[0].round, metas[0].unit)
    return FormSign() if any(table.has_ids for table in tables) else None


def returned(reads: Sequence[Read], snapshot: Any) -> list[Read]:
    """Those of ``reads`` that are forms of the open ledger coming back; a form whose hidden sheet is lost may be one of them."""
    if snapshot is None or not snapshot.forms:
        return []
    return [read for read in reads if read.form is not None and read.form.ledger in ("", snapshot.id)]


def read_pasted(
    html: str | None,
    text: str | None,
    known: Roster | None,
    hints: Sequence[Any],
    progress: Progress,
    *,
    year: int | None = None,
) -> list[Read]:
    """What was copied from Word, WPS or a web page."""
    from gongkai_desk.grids import Reader

    with Reader() as reader:
        try:
            document = reader.read_clipboard(html, text, progress=progress)
        except Unreadable as error:
            return [Read("剪贴板", problem=_sentence(error))]
    kept = (html or text or "").encode("utf-8", "replace")
    return [understood(Read("剪贴板.html" if html else "剪贴板.txt", kept, document, year=year), known, hints)]


def understood(read: Read, known: Roster | None, hints: Sequence[Any]) -> Read:
    """``read`` with its meaning; ``hints`` are layouts corrected by hand."""
    from gongkai_desk.layout import propose, read_roster, understand

    if is_roster(read.document):
        return replace(read, roster=read_roster(read.document), layouts={}, breakdowns=(), problem="")
    by_signature = {layout.signature: layout for layout in hints}
    layouts = {}
    for at, grid in enumerate(read.document.grids):
        layout = propose(grid)
        if layout is not None:
            layouts[at] = by_signature.get(layout.signature, layout)
    try:
        breakdowns = understand(read.document, roster=known, hints=tuple(hints))
        if read.year and not any(each.year for each in breakdowns):
            breakdowns = understand(read.document, roster=known, year=read.year, hints=tuple(hints))
    except Unreadable as error:
        try:
            return replace(read, roster=read_roster(read.document), layouts={}, breakdowns=(), problem="")
        except Unreadable:
            return replace(read, layouts=layouts, breakdowns=(), problem=_sentence(error))
    return replace(read, breakdowns=breakdowns, layouts=layouts, roster=None, problem="")


_ROSTER_TITLES = frozenset({"单位名称", "单位", "名称", "单位全称", "成员单位"})
_TASK_SIGNS = ("任务", "工作", "内容", "要求", "措施", "事项", "要点", "牵头", "责任", "时限")


def by_hand(read: Read, at: int, layout: Any, known: Roster | None) -> Read:
    """``read`` with grid number ``at`` read by ``layout`` as the clerk set it, whatever the program had understood of it."""
    from gongkai_desk.layout import read_with

    grid = read.document.grids[at]
    old = next((each for each in read.breakdowns if any(_in_grid(task, grid) for task in each.tasks)), None)
    first = old or next(iter(read.breakdowns), None)
    made = read_with(grid, layout, year=first.year if first else read.year, issued=first.issued if first else None, roster=known)
    if first is not None:
        made = replace(made, title=made.title or first.title, number=first.number, issuer=first.issuer, roster=first.roster)
    kept = [each for each in read.breakdowns if each is not old]
    return replace(
        read,
        breakdowns=(*kept, made) if made.tasks else tuple(kept),
        layouts={**read.layouts, at: layout},
        problem="",
        roster=None,
    )


def blank_layout(grid: Any) -> Any:
    """A layout to begin with where the program found none: the first row as header, everything below it as body."""
    from gongkai_desk.layout import Layout

    rows = [row.index for row in grid.rows]
    return Layout((), tuple(rows[:1]), rows[1] if len(rows) > 1 else rows[0], rows[-1], hand=True, score=1.0, sheet=grid.sheet)


def _in_grid(task: Any, grid: Any) -> bool:
    return task.source.sheet == grid.sheet and any(row.index == task.source.row for row in grid.rows)


def is_roster(document: Any) -> bool:
    """Whether a file is a list of units: a header that names units, and nowhere one that names tasks or duties."""
    found = False
    for grid in document.grids:
        for row in grid.rows[:8] if grid.kind.value == "table" else ():
            titles = {str(value).strip() for value in row.values if isinstance(value, str)}
            if len(titles) < 2:
                continue
            if any(sign in title for title in titles for sign in _TASK_SIGNS if len(title) < 12):
                return False
            found = found or bool(titles & _ROSTER_TITLES)
    return found


def _sentence(error: Unreadable) -> str:
    return f"{error.what}。{error.next_step}" if error.next_step else error.what


def named(reads: Sequence[Read]) -> dict[str, bytes]:
    """The originals to keep, by file name; of two with one name the second carries its folder's name too."""
    kept: dict[str, bytes] = {}
    for read in reads:
        if not read.problem:
            path = Path(read.path)
            kept[path.name if path.name not in kept else f"{path.parent.name}_{path.name}"] = read.data
    return kept


def load_hints(folder: Path) -> list[Any]:
    """The layouts that were corrected by hand before; none where the file is lost or broken."""
    from gongkai_desk.layout import Layout

    try:
        return msgspec.json.decode((folder / "layouts.json").read_bytes(), type=list[Layout])
    except (OSError, msgspec.MsgspecError):
        return []


def keep_hint(folder: Path, layout: Any) -> None:
    """Remember a corrected layout for the next table that looks alike."""
    kept = [other for other in load_hints(folder) if other.signature != layout.signature]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "layouts.json").write_bytes(msgspec.json.encode([*kept, layout][-200:]))


def hints_of(settings: Mapping[str, Any]) -> list[Any]:
    """The corrected layouts that a ledger keeps; what cannot be read any more is left out."""
    from gongkai_desk.layout import Layout

    try:
        return msgspec.convert(settings.get(LAYOUTS_SETTING) or [], list[Layout])
    except msgspec.ValidationError:
        return []


def keep_in(ledger: Any, layouts: Sequence[Any]) -> None:
    """Keep corrected ``layouts`` in the ledger too: it goes to the next clerk, the settings of this computer do not."""
    from gongkai_desk.ledger import Change

    if not layouts:
        return
    signatures = {layout.signature for layout in layouts}
    known = [layout for layout in hints_of(ledger.snapshot().settings) if layout.signature not in signatures]
    value = msgspec.to_builtins([*known, *layouts][-50:])
    ledger.apply("记住改正的版式", [Change("setting", LAYOUTS_SETTING, "value", value)])


def provinces() -> dict[str, dict[str, list[str]]]:
    """Province -> prefecture -> counties, as shipped; the source of the list is :func:`provinces_source`."""
    return dict(_counties()["provinces"])


def provinces_source() -> str:
    """Where the list of counties is from, and of which year."""
    return f"县（市、区）名单：{_counties()['as_of']}"


def _counties() -> dict[str, Any]:
    from gongkai_desk.place import locate

    content: dict[str, Any] = msgspec.json.decode((locate("data") / "counties.json").read_bytes())
    return content


def county_units(city: str, names: Iterable[str]) -> tuple[Unit, ...]:
    """The counties of a city as units of the roster."""
    return tuple(Unit(name, level=Level.COUNTY, category=Category.COUNTY, parent=city) for name in names)


def guess_city(reads: Sequence[Read]) -> tuple[str, str] | None:
    """Province and city that titles, issuers or file names speak of; None where none does, or more than one."""
    text = "\n".join(
        part
        for read in reads
        for part in (
            Path(read.path).name,
            *(word for breakdown in read.breakdowns for word in (breakdown.title, breakdown.issuer or "")),
        )
    )
    found = {
        (province, city)
        for province, cities in provinces().items()
        for city in cities
        if city in text or (len(city) > 2 and city.removesuffix("市") in text)
    }
    return found.pop() if len(found) == 1 else None


def merged_roster(reads: Sequence[Read], counties: Sequence[Unit]) -> Roster:
    """The office's own lists and the counties, each unit once."""
    units: dict[str, Unit] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for read in reads:
        if read.roster is not None:
            units.update((unit.name, unit) for unit in read.roster.units if unit.name not in units)
            groups.update(read.roster.groups)
    units.update((unit.name, unit) for unit in counties if unit.name not in units)
    return Roster(tuple(units.values()), groups)


def unexplained(snapshot: Any) -> tuple[str, ...]:
    """The phrases for groups of units that stand in the tasks and that nobody has explained, in the order of the tasks."""
    from gongkai_desk.language import expand, is_group

    names = (name for task in snapshot.tasks for name in (*task.lead.units, *task.support.units))
    return tuple(name for name in dict.fromkeys(names) if is_group(name) and expand(name, snapshot.roster) is None)
