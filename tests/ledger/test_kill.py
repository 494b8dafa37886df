"""Killed at 200 random moments of import, merge, undo, jump, save and new: what was finished is there, what was half done is not."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.ledger import Ledger, verify

KILLS = 200
VICTIM = Path(__file__).with_name("victim.py")


def load_victim() -> Any:
    spec = importlib.util.spec_from_file_location("ledger_victim", VICTIM)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def state(ledger: Ledger) -> tuple[Any, ...]:
    snapshot = ledger.snapshot()
    steps = [(step.seq, step.parent, step.label, step.changes, step.undone) for step in ledger.history()]
    reports = [(one.task, one.unit, one.round, one.fields, one.sources) for one in snapshot.reports]
    return steps, snapshot.head, snapshot.tasks, reports, snapshot.documents


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed process loses nothing that it has handed to the system."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def test_two_hundred_kills(quick_folder: Path) -> None:
    victim = load_victim()
    base = quick_folder / "base.gkd"
    victim.found(base)
    expected = []
    begin = time.perf_counter()
    with Ledger.open(shutil.copy(base, quick_folder / "whole.gkd")) as ledger:
        expected.append(state(ledger))
        for action in victim.actions():
            action(ledger, Path(quick_folder / "whole.gkd"))
            expected.append(state(ledger))
    span = (time.perf_counter() - begin) * 1.6
    chance = random.Random(20220930)
    nursery = subprocess.Popen([sys.executable, str(VICTIM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert nursery.stdin is not None and nursery.stdout is not None
    reached, messages = set(), 0
    for number in range(KILLS):
        folder = quick_folder / str(number)
        folder.mkdir()
        path = folder / "台账.gkd"
        shutil.copy(base, path)
        nursery.stdin.write(f"{chance.uniform(0.001, span)} {path}\n")
        nursery.stdin.flush()
        assert nursery.stdout.readline() == "done\n"
        acks = path.with_suffix(".acks").stat().st_size if path.with_suffix(".acks").exists() else 0
        with Ledger.open(path) as ledger:
            messages += bool(ledger.message)
            assert ledger.verify() == ()
            assert state(ledger) in expected[min(acks, len(expected) - 1) : acks + 2], (number, acks)
        reached.add(acks)
        for whole in (path.with_suffix(".copy"), path.with_suffix(".new.gkd")):
            assert not whole.exists() or verify(whole) == ()
        shutil.rmtree(folder)
    nursery.communicate(timeout=20)
    assert len(reached) > 5 and messages > 0
