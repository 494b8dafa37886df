"""Unit cells read: the table of cells in data/units.txt, and properties that hold for every list."""

from __future__ import annotations

import string
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desk.domain import LeadKind, Roster, Unit
from gongkai_desk.language.clauses import blanket_units, looks_like_clause, read_clause
from gongkai_desk.language.groups import is_group
from gongkai_desk.language.known import bodies
from gongkai_desk.language.names import wholeness
from gongkai_desk.language.units import UnitReading, is_blank, looks_like_unit, read_units

CELLS = Path(__file__).parent / "data" / "units.txt"
KINDS = ("each", "shared", "missing")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(" | ") if name.strip())


def _pairs(flags: list[str], name: str) -> list[str]:
    return [flag.removeprefix(name + " ") for flag in flags if flag.startswith(name + " ")]


def _expected(right: str) -> tuple[UnitReading, list[str]]:
    units, _, written = right.partition("##")
    lead, _, support = units.partition("//")
    flags = [flag.strip() for flag in written.split(" | ") if flag.strip()]
    words = [word for flag in flags if not flag.startswith(("alias ", "clause ", "person ")) for word in flag.split()]
    kind = next((word for word in words if word in KINDS), "named")
    return UnitReading(
        kind=LeadKind(kind),
        lead=_names(lead),
        support=_names(support),
        open_list="open" in words,
        aliases=tuple((pair.split("=")[0], pair.split("=")[1]) for pair in _pairs(flags, "alias")),
        clauses=tuple(_pairs(flags, "clause")),
        persons=tuple(_pairs(flags, "person")),
    ), words


def _cells() -> list[tuple[str, str]]:
    lines = [line for line in CELLS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(left.replace("\\n", "\n"), right) for left, _, right in (line.partition(" => ") for line in lines)]


def test_table_is_large() -> None:
    assert len(_cells()) >= 200


@pytest.mark.parametrize(("cell", "right"), _cells())
def test_cell(cell: str, right: str) -> None:
    expected, words = _expected(right)
    reading = read_units(cell)
    assert (reading.lead, reading.support) == (expected.lead, expected.support)
    assert (reading.kind, reading.open_list) == (expected.kind, expected.open_list)
    assert (reading.aliases, reading.clauses, reading.persons) == (expected.aliases, expected.clauses, expected.persons)
    if not expected.support:
        assert reading.group == ("group" in words)


def test_support_column_gives_support() -> None:
    reading = read_units("市教育局、财政局", column="support")
    assert reading.lead == ()
    assert reading.support == reading.units == ("市教育局", "市财政局")


def test_support_column_keeps_what_the_cell_itself_says() -> None:
    reading = read_units("市教育局牵头，市财政局配合", column="support")
    assert (reading.lead, reading.support) == (("市教育局",), ("市财政局",))


def test_a_name_of_the_roster_is_never_cut() -> None:
    roster = Roster(units=(Unit("市财政局市税务局联合专班"),))
    assert read_units("市财政局市税务局联合专班", roster=roster).units == ("市财政局市税务局联合专班",)


@pytest.mark.parametrize("raw", ["", "  ", "—", "——", "/", "无", "\n"])
def test_blank(raw: str) -> None:
    assert is_blank(raw)
    assert read_units(raw) == UnitReading()


def test_ditto_is_told() -> None:
    assert read_units("同上").notes


# What a unit column holds scores high, what other columns hold scores low.
UNIT_CELLS = ["市教育局", "市教育局、市财政局", "各县（市、区）政府", "市级有关部门(单位)", "市政府办公室\n市司法局", "市教育局牵头，市财政局配合",
              "区政府办公室、区委宣传部", "国网湖州供电公司", "郑陆镇，区各部委办局", "省“互联网+政务服务”\n联席办", "省審改辦", "吴兴区", "办公室", "各科室"]
OTHER_CELLS = ["张三", "王小明、李四", "12月底前", "2022年12月31日", "全年", "持续推进", "1", "100%", "已完成", "每季度公开1次", "5分", "万元", "",
               "主动公开行政许可、行政处罚等信息。", "提高政策解读质量", "围绕经济社会发展重点任务,加大政策解读力度,全面公开、精准解读相关政策措施。"]


@pytest.mark.parametrize("cell", UNIT_CELLS)
def test_unit_cells_look_like_units(cell: str) -> None:
    assert looks_like_unit(cell) >= 0.6


@pytest.mark.parametrize("cell", OTHER_CELLS)
def test_other_cells_do_not(cell: str) -> None:
    assert looks_like_unit(cell) <= 0.3


CLAUSES = ["牵头单位:区政府办公室", "责任单位：市教育局", "市政府办公室牵头，各部门配合", "由市教育局负责", "市教育局、市财政局按职责分工负责", "市教育局、市财政局",
           "各区县政府", "主办：市教育局；协办：市财政局", "责任单位：各镇（街道），完成时限：12月底前", "国务院审改办、人力资源社会保障部等按职责分工负责",
           "责任科室：办公室", "牵头领导：王某，责任单位：区教育局", "办公室牵头，各科室配合"]
ASIDES = ["以下简称五公开", "浙政办发〔2018〕112号", "含数据", "2022年12月底前", "详见附件", "社区", "居", "审批服务", "单位", "责任单位", "下同", "张三",
          "牵头部门要认真履行职责", "法律、法规另有规定的除外", "教育、医疗、养老", "市、县、乡", "市政府令第23号", "此件公开发布", "责任到人", "即四大功能"]


@pytest.mark.parametrize("text", CLAUSES)
def test_clauses_are_known(text: str) -> None:
    assert looks_like_clause(text)
    assert looks_like_clause(f"（{text}）")


@pytest.mark.parametrize("text", ASIDES)
def test_asides_are_not_clauses(text: str) -> None:
    assert not looks_like_clause(text)


def test_clause_with_blanket() -> None:
    clause = read_clause("(牽頭單位:市發(fā)展改革委,各區(qū)縣政府﹝含南太湖新區(qū)管委會,下同﹞,以下責(zé)任單位均包含各區(qū)縣政府)")
    assert clause.lead.units == ("市发展改革委", "各区县政府")
    assert clause.clauses == ("含南太湖新区管委会,下同",)
    assert clause.blanket == ("以下责任单位均包含各区县政府",)
    assert blanket_units(clause.blanket[0]) == ("各区县政府",)


def test_blanket_in_other_words() -> None:
    assert blanket_units("以下各项均需各县（市、区）政府落实，不再逐一列出") == ("各县（市、区）政府",)
    assert blanket_units("以下简称办法") == ()


def test_clause_without_closing_bracket() -> None:
    assert read_clause("(牵头单位:区政府办公室").lead.units == ("区政府办公室",)


def test_clause_keeps_persons_apart() -> None:
    clause = read_clause("（牵头领导：张三；牵头单位：市教育局；配合单位：市财政局、公安局等部门）")
    assert clause.persons == ("张三",)
    assert clause.lead.units == ("市教育局",)
    assert clause.support.units == ("市财政局", "市公安局")
    assert clause.support.open_list


def test_clause_shared() -> None:
    clause = read_clause("（各地区、各部门按职责分工负责）")
    assert clause.lead.kind is LeadKind.SHARED
    assert clause.lead.units == ("各地区", "各部门")


def test_clause_without_units_is_missing() -> None:
    assert read_clause("").lead.kind is LeadKind.MISSING


KNOWN = sorted({
    f"{sign}{name}"
    for body in bodies() for name in body.names for sign in ("市", "区", "县", "省")
    if wholeness(f"{sign}{name}") == 3 and not set("(（“") & set(name) and not name.startswith(("直", "级", "团", "国家", "国网", "中国", "人行", "人民银行"))
    and body.kind in ("政府", "党委", "群团", "人大", "政协")
})
SEPARATORS = st.sampled_from(["、", "，", ",", "；", ";", "\n", "、\n", " ", "　", "，\n", " 、"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=8, unique=True), st.data())
def test_any_list_of_known_units_splits_back(names: list[str], data: st.DataObject) -> None:
    cell = names[0]
    for name in names[1:]:
        cell += data.draw(SEPARATORS) + name
    assert read_units(cell).units == tuple(names)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(KNOWN), min_size=2, max_size=6, unique=True))
def test_roles_do_not_change_the_units(names: list[str]) -> None:
    reading = read_units(f"牵头单位：{names[0]}；配合单位：{'、'.join(names[1:])}")
    assert (reading.lead, reading.support) == ((names[0],), tuple(names[1:]))
    each = read_units(f"{'、'.join(names)}分别负责")
    assert (each.units, each.kind) == (tuple(names), LeadKind.EACH)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_nothing_raises(text: str) -> None:
    reading = read_units(text)
    assert set(reading.lead) | set(reading.support) == set(reading.units)
    assert 0.0 <= looks_like_unit(text) <= 1.0
    looks_like_clause(text)
    read_clause(text)
    is_group(text)


PIECES = ["市教育局", "、", "，", "和", "(", "）", "牵头", "配合", "负责", "按职责分工", "分别", "各", "县", "政府", "\n", " ", "单位：", "“", "等", "部门", "會同", "務(wù)"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *string.digits]), max_size=60))
def test_nothing_raises_on_fragments(pieces: list[str]) -> None:
    reading = read_units("".join(pieces))
    assert len(set(reading.units)) == len(reading.units)


LONG = ["市", "(", "()", "市教育局", "市教育局、", "市教\n育局", "市 ", "和", "共同", "分别负责", "按照各自职责", "按职责职责和", "牵头单位：", "各市县区旗州盟",
        "等", "会同", "以下", "“市”", "務(wù)", "局区", "各县(市、区)政府、", "a", "😀", "\n", "部", "政府人民", "相关有关"]


@pytest.mark.parametrize("piece", LONG)
def test_hundred_thousand_characters_take_linear_time(piece: str) -> None:
    """Eight times the text takes about eight times the time: a quadratic rule would take sixty-four times."""
    part, whole = piece * (12_500 // len(piece)), piece * (100_000 // len(piece))
    for _ in range(4):
        took = []
        for text in (part, whole):
            start = time.process_time()
            read_clause(text)
            looks_like_clause(text)
            took.append(time.process_time() - start)
        if took[1] < 24 * took[0] + 0.3:
            return
    raise AssertionError(f"{took[0]:.2f} s for an eighth of the text, {took[1]:.2f} s for all of it")
