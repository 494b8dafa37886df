"""Forms that cannot be put in their place: the ledger does not say that they went out."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai_desk.collecting import issue, plan_issue

from .conftest import ROUND, make_ledger


def test_a_form_that_is_open_elsewhere_undoes_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = Path.replace, [0]

    def replace(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            calls[0] += 1
            if calls[0] == 3:
                raise PermissionError(13, "open in Excel", str(target))
        return real(self, target)

    with make_ledger(tmp_path / "甲.gkd") as ledger:
        before = ledger.snapshot()
        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(PermissionError):
            issue(ledger, plan_issue(before, ROUND), tmp_path / "表")
        assert not (tmp_path / "表").exists()
        after = ledger.snapshot()
        assert (after.rounds, after.forms) == (before.rounds, before.forms)
        monkeypatch.setattr(Path, "replace", real)
        issue(ledger, plan_issue(after, ROUND), tmp_path / "表")
        assert {form.version for form in ledger.snapshot().forms.values()} == {1}
