"""Files that would fill the memory are refused early; large ones are still read, both within their bounds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .crowded import CROWDED, LARGE
from .faults import Fault

_ALONE = """
import sys, time
from pathlib import Path
from gongkai_desk.domain import Unreadable
from gongkai_desk.grids import child
from gongkai_desk.grids.formats import read_bytes
from gongkai_desk.grids.limits import peak_memory
from gongkai_desk.grids.wire import encode, pack
child._warm()
data = Path(sys.argv[1]).read_bytes()
before, begun = peak_memory(), time.process_time()
try:
    document = read_bytes(data, sys.argv[1])
    size = len(encode(pack(document)))
    said = "warned" if document.doubts else "read"
    cells = "|".join(document.grids[0].text(at, at) for at in (1, 2))
except Unreadable as error:
    said, cells = error.kind.value, error.what
print(said, (peak_memory() - before) >> 20, time.process_time() - begun, cells, sep="\\t")
"""


@pytest.mark.parametrize("fault", [*CROWDED, *LARGE], ids=lambda fault: fault.name)
def test_it_stays_within_time_and_memory(fault: Fault, tmp_path: Path) -> None:
    path = tmp_path / fault.name
    path.write_bytes(fault.make())
    answer = subprocess.run([sys.executable, "-c", _ALONE, str(path)], capture_output=True, text=True, encoding="utf-8", check=True)
    said, mib, seconds, cells = answer.stdout.rstrip("\n").split("\t")
    assert said == fault.verdict, cells
    assert int(mib) < fault.mib
    assert float(seconds) < fault.seconds * 2  # of the processor, on a machine that may be slow
    assert fault.says in cells
    for text in fault.cells.values():
        assert text in cells.split("|")
