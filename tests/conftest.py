"""What all tests share: Qt without a screen, and a home of their own for settings and logs."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = Path(tempfile.mkdtemp(prefix="gongkai-tests-"))
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(_HOME / _name.lower())


@pytest.fixture(scope="session", autouse=True)
def one_application() -> object:
    """Qt allows one application a process: the window's must be first, or painting a PDF would leave one without widgets.

    It carries a watch, which the tests of the window's promises about time set going.
    """
    from gongkai_desk.desktop.app import application

    from .desktop.stopwatch import Stopwatch

    watch = Stopwatch(["gongkai-desk"])
    application()
    return watch


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """The packaged sample's folder."""
    from gongkai_desk.place import locate

    return locate("data") / "sample"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``gongkai-desk demo`` leaves; made once, never written to."""
    from gongkai_desk.cli import main

    folder = tmp_path_factory.mktemp("demo") / "示例"
    assert main(["demo", str(folder)]) == 0
    return folder
