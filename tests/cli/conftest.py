"""Verbs called as a terminal calls them, and a ledger to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai_desk.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a verb; gives exit status, stdout and stderr."""

    def call(*argv: object) -> tuple[int, str, str]:
        capfd.readouterr()
        status = main([str(part) for part in argv])
        out, err = capfd.readouterr()
        return status, out, err

    return call


@pytest.fixture
def ledger(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's ledger to change."""
    target = tmp_path / "台账.gkd"
    shutil.copyfile(next(demo.glob("*.gkd")), target)
    return target
