"""How a batch is read: nothing is kept that nobody asked for, and one file's fault stays its own."""

from __future__ import annotations

import shutil
import weakref
from pathlib import Path

import pytest

from gongkai_desk import layout
from gongkai_desk.cli.reading import read_breakdowns
from gongkai_desk.domain import RefusalKind, Unreadable
from gongkai_desk.grids import gathering


@pytest.fixture
def files(sample_folder: Path, tmp_path: Path) -> list[Path]:
    """Three copies of the sample's breakdown."""
    source = next(path for path in sorted(sample_folder.rglob("*.xlsx")) if "分解表" in path.name)
    return [Path(shutil.copyfile(source, tmp_path / f"{name}.xlsx")) for name in "甲乙丙"]


def test_the_bytes_stay_only_where_they_are_asked_for(files: list[Path]) -> None:
    paths = [str(path) for path in files]
    assert read_breakdowns(paths).originals == {}
    assert sorted(read_breakdowns(paths, keep=True).originals) == sorted(paths)


def test_what_is_taken_is_not_kept(files: list[Path]) -> None:
    taken = []
    batch = read_breakdowns([str(path) for path in files], take=taken.append)
    assert [Path(breakdown.path).stem for breakdown in taken] == ["甲", "乙", "丙"]
    assert (batch.breakdowns, batch.read, batch.status) == ([], 3, 0)


def test_a_long_batch_is_loaded_as_it_is_read(files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        shutil.copyfile(files[0], tmp_path / f"{number}.xlsx")
    loaded: list[Path] = []
    ahead: list[int] = []
    real_load, real_understand = gathering.load, layout.understand
    monkeypatch.setattr(gathering, "load", lambda path: loaded.append(path) or real_load(path))
    monkeypatch.setattr(
        layout, "understand", lambda *given, **options: ahead.append(len(loaded) - len(ahead)) or real_understand(*given, **options))
    assert len(read_breakdowns([str(tmp_path)]).breakdowns) == 63
    assert max(ahead) <= 25


def test_a_refusal_does_not_keep_the_file(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    documents = []

    def understand(document, **options):  # type: ignore[no-untyped-def]
        documents.append(weakref.ref(document))
        raise Unreadable(RefusalKind.NO_TABLE, "没有任务表", document.path, "请核对")

    monkeypatch.setattr(layout, "understand", understand)
    batch = read_breakdowns([str(path) for path in files])
    assert len(batch.refused) == 3
    assert [document() for document in documents] == [None, None, None]


def test_an_error_nobody_foresaw_costs_one_file(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    real = layout.understand

    def understand(document, **options):  # type: ignore[no-untyped-def]
        if "乙" in document.path:
            raise KeyError("boom")
        return real(document, **options)

    monkeypatch.setattr(layout, "understand", understand)
    batch = read_breakdowns([str(path) for path in files])
    assert [Path(breakdown.path).stem for breakdown in batch.breakdowns] == ["甲", "丙"]
    assert [fault.where for fault in batch.refused] == [str(files[1])]
    assert "意外错误" in batch.refused[0].what and "boom" not in str(batch.refused[0])
