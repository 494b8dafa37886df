"""The walls of the house: imports run only downwards, and Qt's widgets stay in ``desktop/``."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "gongkai_desk"

ALLOWED = {
    "domain": set(),
    "language": {"domain"},
    "grids": {"domain"},
    "ledger": {"domain"},
    "paper": {"domain"},
    "layout": {"grids", "language"},
    "standing": {"ledger", "language"},
    "checking": {"language", "standing"},
    "collecting": {"layout", "standing", "paper"},
    "exporting": {"standing", "paper"},
}
"""What each room may import of itself; what its neighbours may import is reachable through them too."""

FREE = {"place", "faultlog", "lazy", "__version__"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def reachable(room: str) -> set[str]:
    found = {room}
    for below in ALLOWED[room]:
        found |= reachable(below)
    return found


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_imports_run_downwards(room: str) -> None:
    wrong = []
    for path in MODULES:
        if room_of(path) != room:
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "gongkai_desk" and len(parts) > 1 and parts[1] not in reachable(room) | FREE:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert not wrong


@pytest.mark.parametrize("room", sorted(set(ALLOWED) - {"paper"}))
def test_every_public_name_of_a_room_can_be_had(room: str) -> None:
    loaded = import_module(f"gongkai_desk.{room}")
    assert all(hasattr(loaded, name) for name in loaded.__all__)
    with pytest.raises(AttributeError, match="no attribute 'unheard_of'"):
        loaded.unheard_of  # noqa: B018


def test_no_module_of_a_room_is_outside_the_graph() -> None:
    rooms = {room_of(path) for path in MODULES if len(path.relative_to(PACKAGE).parts) > 1}
    assert rooms - set(ALLOWED) == {"cli", "desktop"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_desktop_imports_widgets(path: Path) -> None:
    widgets = {name for name in imports(path) if name.startswith(("PySide6.QtWidgets", "PySide6.QtPrintSupport"))}
    assert not widgets or room_of(path) == "desktop"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 500
    assert ast.get_docstring(ast.parse(text)) is not None


def test_the_top_level_holds_what_the_design_card_names() -> None:
    top = PACKAGE.parent
    named = {"pyproject.toml", "gongkai_desk", "templates", "icons", "tests", "build.spec", "README.md", "Makefile", "LICENSE",
             "CHANGELOG.md", "build", "dist", "demo-output"}
    assert {path.name for path in top.iterdir() if not path.name.startswith(".")} <= named
