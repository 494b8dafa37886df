"""Reading a cell of units: which, in which part, and what stands in brackets beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai_desk.domain import LeadKind, Roster
from gongkai_desk.language.brackets import find_brackets, has_bracket, mask, unwrap
from gongkai_desk.language.clausetimes import is_time
from gongkai_desk.language.ditto import is_ditto
from gongkai_desk.language.groups import is_group
from gongkai_desk.language.names import MAX_NAME, plain, wholeness
from gongkai_desk.language.persons import part_person
from gongkai_desk.language.prefixes import restore
from gongkai_desk.language.roles import Chunk, Role, find_chunks, with_colon
from gongkai_desk.language.splitting import Item, split_list, unglue, whole
from gongkai_desk.language.words import words

_OPEN = re.compile(
    r"等(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[个家]?(?:有关|相关|市级|市直|省级|省直|县级|区级|区直|各|责任|成员)*"
    r"(?:部门(?:和|、|及)?(?:有关|相关)?(?:单位|机构)?|[\u4e00-\u9fff]{2,16}成员单位|部门[(（]单位[)）]|单位|部委|机构|企业|地方|地区|委办局)?$"
)
_CLAUSE = re.compile(
    r"^(?:含|包括|包含|不含|除|下同|以下|下称|简称|其中|具体|均|并|且|即|如|注|不再|涉及|根据|按|由|详见|见|排名|排序|第一|首位|\d"
    r"|不包括|限|仅|兼|暂|原|拟|待|挂|与)|下同|均需|职责分工|牵头|负责|为主|不分先后|排名|配合|落实"
)
_INSIDE = re.compile(
    r"[市县区旗州乡镇场街道办单位部门园及、,，/和或与人民政府管委会室厅局馆站所企事业机构级开发高新经济功能工党组织集团公司社体苏木村居农林牧渔"
    r"直属的地盟]{1,14}|[\u4e00-\u9fff]{2,4}"
)
_NO_UNITS = frozenset({Role.PERSON, Role.OTHER})
_ROLE_MARK = {
    mark: role
    for name, role in (("lead", Role.LEAD), ("support", Role.SUPPORT), ("second", Role.SECOND))
    for mark in words(f"mark {name}")
}
_DIVISIONS = re.compile(r"(?:[市县区旗州镇乡街道]|、|，|,){1,8}")
_LAST_SIGNS = frozenset("室厅局部站所馆院办委处")
_SAYS_ALL = re.compile(r"[各直级属]|有关|相关|政府|所有|全体")
_LONGEST_ITEM = 600
_OPEN_ANY = re.compile(r"等(?:(?!等)[\u4e00-\u9fff]){1,12}(?:部门|单位|机构|科室|处室)$")
_OPEN_GROUP = re.compile(r"(?P<unit>[^等]{3,40})等(?P<group>(?:政府|人民政府|市级|市直|区级|区直|县级|县直|省级|省直)?各.{2,30})")
_SECTION = re.compile(r"科$|股$|处室$|^.{0,2}办公室$")
BLANKET_START = "(?:以下|上述|本表|各项|下列|后续|其他各项|以上|具体任务|所有任务|每项)"
"""How a sentence begins that holds for other tasks too."""
_BLANKET = re.compile(
    rf"(?:(?<=[\s，,；;。、(（])|(?<=^)){BLANKET_START}[^。；;]{{0,24}}(?:均|都|需|须|由|包含|包括|含|涉及)[^。；;]*"
)
_ASIDE = re.compile(
    r"(?:不再|不)(?:逐一|一一|单独|分别|另行|重复|再)?(?:列出|列明|列示|注明|罗列|标注|做分工|作分工|分工|赘述)|(?:排名)?不分先后|下同$"
)
_NOTHING = re.compile(r"^[\s—\-－–_/\\、，,。.;；:：*×xX无]*$|^(?:暂无|没有|不涉及|待定|空|无牵头单位|无配合单位)$")
_LABEL_ASIDE = re.compile(
    r"(牵头|责任|主办|配合|承办)[(（][\u4e00-\u9fff]{1,4}[)）](?=单位|部门|科室|处室)|((?:单位|部门|科室|处室))[(（][^()（）]{1,16}[)）](?=\s*[:：])"
)
_NOBODY = frozenset({"无", "暂无", "没有", "待定", "不涉及", "/", "—", "-"})
_PHONE = re.compile(r"[\d][\d\-－—]{6,}$")
_STARS = frozenset("★☆▲△*＊")
_STRAY = " \u3000\n:：;；.．·-—*★☆▲△#"
_LEADING = re.compile(r"^(?:以及|及(?!时)|和|与|并|会同|由|其中|包括|即|商|为(?=[省市区县州各])|是)(?=.{3})")
_TAILING = re.compile(r"(?:等|牵头|主办|负责|配合|落实|[:：.．\-—]+)$")


@dataclass(frozen=True, slots=True)
class UnitReading:
    """What a unit cell says.

    ``units``: all units and group phrases in order, without repeats; ``lead`` and ``support``: the same, split as the cell
    itself says, else all in the part of the column it stands in. ``kind`` is ``shared`` for 按职责分工负责 without a lead,
    ``each`` for 分别负责, ``missing`` where no unit is named. ``open_list``: 等部门. ``aliases``: (unit, co-name).
    ``clauses``: what brackets say besides names, and sentences that hold for other tasks. ``group``: every unit is a group.
    ``notes``: Chinese sentences about what was not taken for a unit. ``persons``: leader persons named in the cell.
    """

    units: tuple[str, ...] = ()
    kind: LeadKind = LeadKind.MISSING
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    open_list: bool = False
    aliases: tuple[tuple[str, str], ...] = ()
    clauses: tuple[str, ...] = ()
    group: bool = False
    notes: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


@dataclass
class _Found:
    """One unit while it is read."""

    name: str
    role: Role
    carries: bool
    labelled: bool = False
    starred: bool = False
    aliases: list[str] = field(default_factory=list)


@dataclass
class _Gathered:
    """What a cell has given so far."""

    known: Roster
    units: list[_Found] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    blankets: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    open_lead: bool = False

    def knows(self, name: str) -> bool:
        """Whether the roster names this text; names with brackets are read all the same, for their co-names."""
        return self.known.find(name) is not None and not has_bracket(name)


def is_blank(raw: str) -> bool:
    """Whether a cell names nobody (blank, —, /, 无)."""
    return bool(_NOTHING.match(raw.strip()[:40])) and len(raw.strip()) <= 40


def read_units(raw: str, *, roster: Roster | None = None, column: str = "any") -> UnitReading:
    """Read one cell of units.

    ``raw`` is the cell as written; traditional script and pinyin noise are repaired here. ``roster``: the project's units,
    whose names are never cut. ``column`` is ``lead``, ``support`` or ``any``: the part of units that the cell itself gives none.
    Never raises; a text of any length takes linear time. Rules: ``contract.md`` §2, Units.
    """
    if is_blank(raw):
        return UnitReading()
    if is_ditto(raw):
        return UnitReading(notes=("同上：与上一行相同，请确认",))
    if (roster and roster.units) or len(raw) > _LONGEST_ITEM:
        return _read(raw, roster or Roster(), column)
    return _read_alone(raw, column)


@lru_cache(maxsize=4096)
def _read_alone(raw: str, column: str) -> UnitReading:
    return _read(raw, Roster(), column)


def _read(raw: str, roster: Roster, column: str) -> UnitReading:
    gathered = _Gathered(known=roster)
    text = _without_blanket(_LABEL_ASIDE.sub(r"\1\2", with_colon(unwrap(plain(raw)))), gathered)
    squeezed = "".join(text.split()) if len(text) <= MAX_NAME else text
    whole_cell = gathered.knows(squeezed)
    chunks = [Chunk(0, len(text), Role.NONE)] if whole_cell else find_chunks(text)
    for chunk in chunks:
        _read_chunk(squeezed if whole_cell else text, chunk, gathered, alone=all(other.role in _NO_UNITS for other in chunks))
    return _conclude(gathered, chunks, column)


def _without_blanket(text: str, gathered: _Gathered) -> str:
    """The text without sentences that hold for other tasks too (以下任务均需各区市落实), which are kept as clauses."""
    masked = mask(text)
    for sentence in reversed(list(_BLANKET.finditer(masked))):
        gathered.blankets.insert(0, text[sentence.start():sentence.end()].strip())
        text = text[:sentence.start()].rstrip(" ，,、") + text[sentence.end():]
    return text


def _read_chunk(text: str, chunk: Chunk, gathered: _Gathered, *, alone: bool = False) -> None:
    """``alone``: no label of the cell names units, so that offices under 责任人 are its units."""
    piece = text[chunk.start:chunk.end]
    if chunk.role is Role.PERSON:
        for name in [name for name in re.split(r"[、，,；;\s]+", piece.strip()) if name][:20]:
            unit, person = part_person(name) if alone else ("", name)
            if alone and (wholeness(unit) >= 2 or is_group(unit)):
                _add(unit, _Found("", Role.SECOND, carries=False, labelled=True), gathered)
            else:
                person = name
            gathered.persons += [person] if person else []
        return
    if chunk.role is Role.OTHER:
        gathered.notes.append(piece.strip("；;，,。 \n"))
        return
    items = [Item(piece)] if gathered.knows(piece) else split_list(piece)
    for number, item in enumerate(items):
        carries = item.carries and not (number == 0 and chunk.labelled)
        _read_item(item.text, _Found("", chunk.role, carries, chunk.labelled), gathered, glued=chunk.glued and number == 0)


def _read_item(text: str, found: _Found, gathered: _Gathered, *, glued: bool) -> None:
    text = text.strip()
    found.starred = text[:1] in _STARS
    if len(text) > _LONGEST_ITEM:
        gathered.notes.append(f"“{text[:40]}……”太长，不像单位名称")
        return
    if text in _NOBODY or is_time(text):
        return
    if _ASIDE.match(text):
        gathered.clauses.append(text)
        return
    several = _OPEN_GROUP.fullmatch(text)
    if several and whole(several["unit"]) and is_group(several["group"]):
        gathered.open_lead = True
        _add(several["unit"], found, gathered)
        _add(several["group"], _Found("", found.role, found.carries, found.labelled), gathered)
        return
    if is_group(text) or gathered.knows(text):
        _add(text, found, gathered)
        return
    name, position = "", 0
    for bracket in find_brackets(text):
        name += text[position:bracket.start]
        position = bracket.end
        after = text[bracket.end:]
        name += _place_bracket(name, text[bracket.start:bracket.end], bracket.content.strip(), after, found, gathered)
    name += text[position:]
    name, opened = _trim(name)
    gathered.open_lead |= opened
    name, person = part_person(name)
    if person:
        gathered.persons.append(person)
    if not name:
        return
    if wholeness(name) == 0 and not is_group(name) and (glued or len(name) > 30):
        gathered.notes.append(f"“{name[:60]}”不像单位名称")
        return
    parts = [name] if gathered.knows(name) else unglue(name)
    for part in parts[:-1]:
        _add(part, _Found("", found.role, found.carries, found.labelled), gathered)
    _add(parts[-1], found, gathered)


def _trim(name: str) -> tuple[str, bool]:
    """The name without 等部门, verbs and stray signs; whether the list is open."""
    name = _PHONE.sub("", name).strip(_STRAY)
    opened = False
    for _ in range(3):
        before = name
        ending = _OPEN.search(name[-24:]) or _OPEN_ANY.search(name[-24:])
        if ending and (len(ending.group()) > 1 or whole(name[:-1]) or wholeness(name[:-1]) > 0):
            name = name[:len(name) - len(ending.group())]
            opened = True
        elif not whole(name):
            name = _TAILING.sub("", name)
        name = _LEADING.sub("", name) if not whole(name) or name[:1] in "由及和与并为" else name
        if name == before:
            break
    return name.strip(), opened


def _place_bracket(name: str, written: str, content: str, after: str, found: _Found, gathered: _Gathered) -> str:
    """What a bracket is: part of the name (returned as written), a role, a co-name, or a clause (returns ``""``)."""
    mark = _ROLE_MARK.get(content)
    if mark is not None:
        found.role = mark
        return ""
    if not content:
        return ""
    if content in _LAST_SIGNS or (after and _DIVISIONS.fullmatch(content)):
        return written
    if is_group(name + written + after) or (after and _INSIDE.fullmatch(content) and not whole(name)):
        return written
    if _CLAUSE.search(content):
        gathered.clauses.append(content)
        return ""
    pieces = [item.text for item in split_list(content)][:8]
    named = [piece for piece in pieces if wholeness(piece) >= 2 and not is_group(piece)]
    if whole(name) and not is_group(name) and named and len(named) == len(pieces) and not _SECTION.search(content):
        found.aliases += named
        return ""
    if not whole(name) and whole(name + written + after):
        return written
    gathered.clauses.append(content)
    return ""


def _add(name: str, found: _Found, gathered: _Gathered) -> None:
    found.name = name
    gathered.units.append(found)


def _conclude(gathered: _Gathered, chunks: list[Chunk], column: str) -> UnitReading:
    units = gathered.units
    _lead_by_stars(units)
    names = restore([unit.name for unit in units], [unit.carries for unit in units])
    roles = {chunk.role for chunk in chunks} | {unit.role for unit in units}
    lead, support = _parts(list(zip(names, (unit.role for unit in units), strict=True)), column)
    every = tuple(dict.fromkeys(names))
    kind = LeadKind.NAMED
    if not every:
        kind = LeadKind.MISSING
    elif Role.EACH in roles and Role.LEAD not in roles:
        kind = LeadKind.EACH
    elif Role.SHARED in roles and Role.LEAD not in roles:
        kind = LeadKind.SHARED
    return UnitReading(
        units=every,
        kind=kind,
        lead=lead,
        support=support,
        open_list=gathered.open_lead,
        aliases=_aliases(names, units),
        clauses=(*gathered.clauses, *gathered.blankets),
        group=bool(every) and all(is_group(name) for name in every),
        notes=tuple(note for note in gathered.notes if note),
        persons=tuple(gathered.persons),
    )


def _lead_by_stars(units: list[_Found]) -> None:
    """Where some units bear a star and nothing else says who leads, those lead (★市财政局、市税务局)."""
    starred = sum(unit.starred for unit in units)
    if 0 < starred < len(units) and all(unit.role in (Role.NONE, Role.SECOND) for unit in units):
        for unit in units:
            unit.role = Role.LEAD if unit.starred else Role.SECOND


def _aliases(names: list[str], units: list[_Found]) -> tuple[tuple[str, str], ...]:
    pairs = ((name, alias) for name, unit in zip(names, units, strict=True) for alias in unit.aliases if alias != name)
    return tuple(dict.fromkeys(pairs))


def _parts(units: list[tuple[str, Role]], column: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lead and support: 责任单位 and 按职责分工 support where somebody leads, and lead where nobody does."""
    roles = {role for _, role in units}
    led = Role.LEAD in roles
    follows = {Role.SECOND, Role.SHARED, Role.NONE, Role.EACH} if led else set()
    if not led and Role.SUPPORT not in roles and column == "support":
        follows = {Role.NONE, Role.SECOND, Role.SHARED, Role.EACH}
    support = dict.fromkeys(name for name, role in units if role is Role.SUPPORT or role in follows)
    lead = dict.fromkeys(name for name, role in units if role is not Role.SUPPORT and role not in follows)
    return tuple(lead), tuple(name for name in support if name not in lead)


def looks_like_unit(text: str) -> float:
    """How much a cell looks like a list of units, 0 to 1: for telling columns apart. Sentences and persons are near 0."""
    if is_blank(text) or len(text) > 1500:
        return 0.0
    reading = read_units(text[:600])
    if not reading.units:
        return 0.0
    size = len(plain(text)) or 1
    marks = [_mark(name) for name in reading.units]
    beside = [*reading.clauses, *reading.persons, *(alias for _, alias in reading.aliases)]
    taken = sum(map(len, reading.units)) + 2 * len(reading.units) + sum(len(text) + 3 for text in beside)
    penalty = 0.2 * sum(len(note) > 8 for note in reading.notes)
    return max(0.0, min(1.0, sum(marks) / len(marks) * min(1.0, taken / size + 0.15) - penalty))


def _mark(name: str) -> float:
    """How surely one name is a unit; bare kinds (街道, 单位) and sections without a name (办公室) are half of one."""
    if is_group(name):
        return 1.0 if len(name) > 4 or _SAYS_ALL.search(name) else 0.5
    if _SECTION.search(name) and len(name) < 8:
        return 0.6
    return (0.0, 0.5, 0.9, 1.0)[wholeness(name)]
