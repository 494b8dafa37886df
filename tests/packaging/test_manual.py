"""The manual: every chapter and picture is there, every button and menu that it names exists, F1 leads into it, the PDF is small."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.desktop import manual
from gongkai_desk.desktop.actions import ACTIONS, MENUS
from gongkai_desk.desktop.helptexts import TOPICS

TEXT = (manual.folder() / manual.SOURCE).read_text("utf-8")
DESKTOP = Path(manual.__file__).parent
PROGRAM = "".join(path.read_text("utf-8") for path in sorted(DESKTOP.rglob("*.py")) if path.name != "manual.py")


def test_every_page_has_a_chapter() -> None:
    assert set(manual.CHAPTERS) == set(TOPICS)
    assert set(manual.CHAPTERS.values()) <= set(manual.chapters())


@pytest.mark.parametrize("picture", re.findall(r"!\[[^]]*\]\(([^)]+)\)", TEXT))
def test_every_picture_is_there(picture: str) -> None:
    path = manual.folder() / picture
    assert path.is_file() and path.stat().st_size < 250_000


@pytest.mark.parametrize("name", sorted(set(re.findall(r"点“([^”]+)”", TEXT))))
def test_every_button_that_is_named_exists(name: str) -> None:
    steps = {f"{'①②③④⑤'[action.step - 1]} {action.text}" for action in ACTIONS if action.step}
    assert name in steps or f'"{name}"' in PROGRAM


@pytest.mark.parametrize(("menu", "entry"), re.findall(r"菜单“([^”]+)”里的“([^”]+)”", TEXT))
def test_every_menu_entry_that_is_named_exists(menu: str, entry: str) -> None:
    assert menu in MENUS
    assert any(action.menu == menu and action.text == entry for action in ACTIONS)


@pytest.mark.parametrize("key", sorted(set(re.findall(r"（`([^`]+)`）", TEXT))))
def test_every_key_of_a_menu_entry_is_right(key: str) -> None:
    assert any(action.key == key for action in ACTIONS)


def test_every_template_that_is_named_is_shipped() -> None:
    from gongkai_desk.exporting import templates

    sentence = next(line for line in TEXT.splitlines() if "左边选模板" in line)
    for template in templates():
        assert template.name.split("（")[0] in sentence


def test_the_printed_manual_is_small_and_short() -> None:
    data = manual.printed().read_bytes()
    assert len(data) < 3_000_000
    assert 5 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 20


def test_f1_shows_the_topic_and_leads_to_the_chapter(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(tmp_path))
    from PySide6.QtCore import QUrl

    from gongkai_desk.desktop.app import application
    from gongkai_desk.desktop.settings import Settings
    from gongkai_desk.desktop.window import Window

    application()
    from datetime import date

    window = Window(Settings(tmp_path), lambda: date(2026, 10, 1))
    qtbot.addWidget(window)
    for topic in TOPICS:
        window.go("help", topic=topic)
        page = window.pages["help"]
        assert TOPICS[topic][0] in page.text.toPlainText()
        chapter = manual.CHAPTERS[topic]
        assert chapter in page.text.toPlainText()
        page.text.anchorClicked.emit(QUrl(f"#{chapter}"))
        assert page.text.toPlainText().startswith(chapter)
    window.go("help", topic="about")
    assert "LGPL" in page.text.toPlainText() and "openpyxl" in page.text.toPlainText()
    window.close()


def test_pictures_are_no_wider_than_the_page(qapp: Any) -> None:
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    manual.show(document, TEXT, 500)
    widths = []
    block = document.begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            look = part.fragment().charFormat()
            if look.isImageFormat():
                widths.append(look.toImageFormat().width())
            part += 1
        block = block.next()
    assert widths and set(widths) == {500}
