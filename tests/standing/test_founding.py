"""A ledger from breakdowns: tasks, one roster, what the notice asks, what an older ledger said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from gongkai_desk.domain import (
    Breakdown,
    Category,
    LeadKind,
    LedgerFault,
    Level,
    Obligation,
    Report,
    Roster,
    Source,
    Status,
    Unit,
)
from gongkai_desk.ledger import Ledger, verify
from gongkai_desk.standing import assess
from gongkai_desk.standing.founding import FIRST_ROUND, found_ledger, merge_rosters, take


def breakdown(make, *tasks, **more) -> Breakdown:
    more.setdefault("title", "2022年政务公开工作要点")
    return Breakdown(more.pop("path", "要点.xlsx"), tasks=tuple(structs.replace(task, id=None) for task in tasks), **more)


def found(tmp_path: Path, *breakdowns, **more) -> Ledger:
    return found_ledger(tmp_path / "台账.gkd", breakdowns, more.pop("originals", {}), **more)


def test_tasks_get_ids_over_all_breakdowns(make, tmp_path: Path) -> None:
    one, two = breakdown(make, make.task(1), make.task(2), year=2022, issued=date(2022, 7, 21)), breakdown(make, make.task(1), path="乙.docx")
    with found(tmp_path, one, two, originals={"要点.xlsx": b"one", "乙.docx": b"two"}) as ledger:
        snapshot = ledger.snapshot()
        assert [task.id for task in snapshot.tasks] == ["T0001", "T0002", "T0003"]
        assert (snapshot.title, snapshot.year, snapshot.issued) == ("2022年政务公开工作要点", 2022, date(2022, 7, 21))
        assert {file.name: ledger.original(file.sha) for file in ledger.originals()} == {"要点.xlsx": b"one", "乙.docx": b"two"}
        assert len(ledger.history()) == 1 and "3项" in ledger.history()[0].label
        take(ledger, [breakdown(make, make.task(9), path="丙.xlsx")])
        assert [task.id for task in ledger.snapshot().tasks][-1] == "T0004"
    assert verify(tmp_path / "台账.gkd") == ()


def test_the_year_comes_from_the_document_or_its_date(make, tmp_path: Path) -> None:
    with found(tmp_path, breakdown(make, make.task(1), issued=date(2021, 3, 1)), overwrite=True) as ledger:
        assert ledger.snapshot().year == 2021
    with found(tmp_path, breakdown(make, make.task(1), year=2020, title=""), year=2023, overwrite=True) as ledger:
        assert (ledger.snapshot().year, ledger.snapshot().title) == (2023, "要点")


def test_given_roster_first_then_annex_then_named(make, tmp_path: Path) -> None:
    annex = Roster((Unit("市教育局"), Unit("市信访局")), {"市级有关部门(单位)": ("市教育局", "市信访局")})
    given = Roster((Unit("市教育局", contact="王五", category=Category.DEPARTMENT), Unit("南湖区", level=Level.COUNTY, category=Category.COUNTY)))
    tasks = (make.task(1, ("市大数据局",), support=("省审改办", "市直有关单位")), make.task(2, ("各县(市、区)政府", "南湖区政府"), LeadKind.EACH))
    with found(tmp_path, breakdown(make, *tasks, roster=annex, aliases=(("市大数据局", "市政务办"),)), roster=given) as ledger:
        roster = ledger.snapshot().roster
        assert roster.names == ("市教育局", "南湖区", "市信访局", "市大数据局", "省审改办")
        assert roster.units[0].contact == "王五" and roster.groups == {"市级有关部门(单位)": ("市教育局", "市信访局")}
        assert roster.find("市政务办").name == "市大数据局" and roster.find("省审改办").category is Category.UPPER
        due = {unit.unit for unit in assess(ledger.snapshot(), None, date(2022, 9, 1)).units}
        assert due == {"市大数据局", "南湖区"}


def test_a_government_is_its_county(make, tmp_path: Path) -> None:
    with found(tmp_path, breakdown(make, make.task(1, ("吴兴区政府",)), make.task(2, ("吴兴区",)), make.task(3, ("吴兴区人民政府",)))) as ledger:
        (unit,) = ledger.snapshot().roster.units
        assert unit.name == "吴兴区" and unit.category is Category.COUNTY and "吴兴区政府" in unit.aliases


def test_what_an_older_ledger_said_becomes_a_first_round(make, tmp_path: Path) -> None:
    place = Source("旧台账.xlsx", "Sheet1", 4, 6)
    tasks = (make.task(1), make.task(2, ("各县(市、区)政府",), LeadKind.SHARED), make.task(3))
    reports = (
        Report("#0", "市教育局", "", {"status": "已完成", "progress": "公开12条"}, {"status": place, "progress": place}),
        Report("#1", "各县(市、区)政府", "", {"status": "推进中", "progress": "三个县已开展"}, {"progress": place}),
        Report("#2", "", "", {"progress": "正在做"}, {}),
        Report("#7", "市教育局", "", {"progress": "没有这一项"}, {}),
    )
    with found(tmp_path, breakdown(make, *tasks, reports=reports), roster=make.roster) as ledger:
        snapshot = ledger.snapshot()
        assert [(one.task, one.unit, one.round, one.fields) for one in snapshot.reports] == [
            ("T0001", "市教育局", FIRST_ROUND, {"status": "已完成", "progress": "公开12条"}), ("T0003", "市教育局", FIRST_ROUND, {"progress": "正在做"})]
        assert snapshot.reports[0].sources["status"] == place
        states = assess(snapshot, None, date(2022, 9, 1)).states
        assert states["T0001"].status is Status.DONE and states["T0002"].status is Status.RUNNING
        assert states["T0002"].summary == "三个县已开展"


def test_obligations_are_kept(make, tmp_path: Path) -> None:
    source = Source("要点.xlsx", None, 30)
    with found(tmp_path, breakdown(make, make.task(1), obligations=(Obligation("报送全年情况", date(2022, 12, 15), "12月15日前", source),))) as ledger:
        (one,) = ledger.snapshot().obligations
        assert (one.key, one.text, one.due, one.source) == ("O0001", "报送全年情况", date(2022, 12, 15), source)


def test_a_failure_leaves_no_file(make, tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        found(tmp_path, breakdown(make, structs.replace(make.task(1), section=7)))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "台账.gkd").write_bytes(b"x")
    with pytest.raises(LedgerFault, match="已存在"):
        found(tmp_path, breakdown(make, make.task(1)))


def test_rosters_merge_without_losing_what_is_there() -> None:
    own = Roster((Unit("市教育局", ("教育局",), phone="1"),), {"甲": ("市教育局",)})
    other = Roster((Unit("教育局", ("教体局",), contact="王"), Unit("市司法局")), {"甲": ("x",), "乙": ("y",)})
    merged = merge_rosters(own, other)
    assert merged.units[0] == Unit("市教育局", ("教育局", "教体局"), phone="1", contact="王") and merged.names == ("市教育局", "市司法局")
    assert merged.groups == {"甲": ("市教育局",), "乙": ("y",)} and merge_rosters(own, None) is own


def test_a_list_that_comes_later_knows_the_units_by_their_short_names() -> None:
    """A ledger made from a document alone names 县卫健局; the list, or last year's ledger, calls the same office by its full name."""
    own = Roster((Unit("县卫健局"), Unit("县教育局")))
    full = Unit("青溪县卫生健康局", ("县卫健局", "县卫健委"), phone="1234")
    merged = merge_rosters(own, Roster((full, Unit("青溪县水利局", ("县水利局",)))))
    assert merged.names == ("县卫健局", "县教育局", "青溪县水利局")
    assert merged.find("青溪县卫生健康局") == Unit("县卫健局", ("青溪县卫生健康局", "县卫健委"), phone="1234")


def test_a_short_name_that_two_units_share_joins_nobody() -> None:
    own = Roster((Unit("建设局"),))
    two = Roster((Unit("青溪县住房和城乡建设局", ("建设局",)), Unit("开发区建设局", ("建设局",))))
    assert merge_rosters(own, two).names == ("建设局", "青溪县住房和城乡建设局", "开发区建设局")
