"""A clerk who cancels: nothing half-written remains, and Qt does not take the program along."""

from __future__ import annotations

import pytest

from gongkai_desk.domain import Cancelled
from gongkai_desk.exporting import export
from tests.exporting.conftest import TODAY


@pytest.mark.parametrize("wanted", [1, 2])
def test_a_pdf_cancelled_between_two_pages_leaves_nothing(snapshot, tmp_path, wanted):
    seen = []

    def cancel(done, total, what):
        if "PDF" in what:
            seen.append(what)
            if len(seen) == wanted:
                raise Cancelled

    with pytest.raises(Cancelled):
        export(snapshot, "总台账（A4横）", tmp_path / "o.pdf", today=TODAY, progress=cancel)
    assert len(seen) == wanted and list(tmp_path.iterdir()) == []
