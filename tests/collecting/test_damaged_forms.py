"""A batch of 300 forms with every damage: what was not touched lands, what was is reported, nothing goes to a wrong task."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import msgspec
import pytest

from gongkai_desk.collecting import apply_merge, plan_json, plan_merge
from gongkai_desk.collecting.plan import MergePlan
from gongkai_desk.place import locate

from . import damages
from .generator import ROUND, Generator

TODAY = date(2022, 10, 1)


@pytest.fixture(scope="module", params=[(20220930, 282), (7, 60)], ids=["300 forms", "80 forms"])
def batch(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Generator, MergePlan]]:
    seed, counties = request.param
    gen = Generator(tmp_path_factory.mktemp("batch"), seed, counties=counties, departments=20)
    units = list(gen.forms)
    gen.rng.shuffle(units)
    silent, units = units[:5], units[5:]
    gen.truth.missing_units |= set(silent)
    damages.gathered(gen, units[:3])
    damages.stacked(gen, units[3:5])
    for place, unit in enumerate(units[5:]):
        damages.SINGLE[place % len(damages.SINGLE)](gen, unit)
    inbox = gen.deliver()
    plan = plan_merge(gen.ledger, ROUND, [inbox], today=TODAY)
    yield gen, plan
    gen.ledger.close()


def name_of(gen: Generator, path: str) -> str:
    return Path(path).relative_to(gen.inbox).as_posix()


def test_every_untouched_cell_lands_right(batch: tuple[Generator, MergePlan]) -> None:
    gen, plan = batch
    landed = {(one.task, one.unit, one.field): one.new for one in plan.changes if one.task and one.field != "done_on_raw"}
    wrong = {key: (value, landed.get(key)) for key, value in gen.truth.values.items() if landed.get(key) != value}
    assert not wrong, list(wrong.items())[:5]


def test_no_value_is_attached_to_a_wrong_task(batch: tuple[Generator, MergePlan]) -> None:
    gen, plan = batch
    surplus = [one for one in plan.changes if one.task and (one.task, one.unit, one.field) not in gen.truth.values]
    assert not surplus, surplus[:5]


def test_every_alteration_conflict_and_missing_row_is_reported(batch: tuple[Generator, MergePlan]) -> None:
    gen, plan = batch
    assert gen.truth.altered <= {(one.task, one.unit, one.field) for one in plan.altered}
    assert gen.truth.conflicts == {(one.task, one.unit, one.field) for one in plan.conflicts}
    assert gen.truth.missing <= set(plan.missing_rows)
    assert gen.truth.missing_units == set(plan.missing_units)


def test_nothing_is_reported_that_did_not_happen(batch: tuple[Generator, MergePlan]) -> None:
    gen, plan = batch
    altered = {(one.task, one.unit, one.field) for one in plan.altered} - gen.truth.altered
    assert not altered, list(altered)[:5]


def test_rows_without_a_trustworthy_id_are_proposed(batch: tuple[Generator, MergePlan]) -> None:
    gen, plan = batch
    found = {(name_of(gen, one.source.file), one.source.sheet or "", one.source.row or 0): one for one in plan.unmatched}
    assert not set(gen.truth.unmatched) - set(found), sorted(set(gen.truth.unmatched) - set(found))[:5]
    assert not set(found) - set(gen.truth.unmatched), [found[key] for key in set(found) - set(gen.truth.unmatched)][:3]
    meant = {key: task for key, task in gen.truth.unmatched.items() if task}
    first = [bool(found[key].candidates) and found[key].candidates[0].task == task for key, task in meant.items()]
    wrong = [(found[key], task) for (key, task), right in zip(meant.items(), first, strict=True) if not right]
    assert sum(first) >= 0.95 * len(first), wrong[:3]


def test_every_file_ends_in_one_verdict(batch: tuple[Generator, MergePlan]) -> None:
    gen, plan = batch
    assert {name_of(gen, one.path) for one in plan.files} == set(gen.files)
    verdicts = {(name_of(gen, one.path), one.unit): one for one in plan.files}
    for (path, unit), verdict in gen.truth.verdicts.items():
        assert (path, unit) in verdicts, (path, unit)
        assert verdict == "any" or verdicts[path, unit].verdict == verdict, verdicts[path, unit]


def test_the_plan_is_what_the_schema_says(batch: tuple[Generator, MergePlan]) -> None:
    _gen, plan = batch
    schema = json.loads((locate("data") / "schemas" / "merge.json").read_text("utf-8"))
    jsonschema.validate(msgspec.to_builtins({"schema": 1, **plan_json(plan)}), schema)


def test_applied_once_undone_and_applied_again(batch: tuple[Generator, MergePlan]) -> None:
    gen, plan = batch
    shape = plan_json(plan)
    step = apply_merge(gen.ledger, plan)
    assert step is not None
    again = plan_merge(gen.ledger, ROUND, [gen.inbox], today=TODAY)
    assert not again.changes, again.changes[:3]
    assert apply_merge(gen.ledger, again) is None
    gen.ledger.undo()
    fresh = plan_merge(gen.ledger, ROUND, [gen.inbox], today=TODAY)
    assert plan_json(fresh) == shape
