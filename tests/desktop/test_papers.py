"""导出: every kind of paper the command line makes is made here too, and nothing personal goes out unasked."""

from __future__ import annotations

from datetime import date
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from gongkai_desk.desktop.pages.exporting import FILE, MASKED, NEITHER, NOT
from gongkai_desk.desktop.papers import facts_in, papers
from gongkai_desk.ledger import Change, Ledger

from .conftest import ROUND


@pytest.fixture
def page(opened, idle):
    opened.act("export")
    idle(opened)
    return opened.pages["export"]


def choose(page, name: str) -> None:
    page.choice.list.setCurrentRow([paper.name for paper in page.choice.papers].index(name))


def test_a_word_paper_of_the_whole_ledger(page, opened, idle, clerk, tmp_path):
    choose(page, "任务清单")
    idle(opened)
    assert page.word.isEnabled() and page.preview.pages
    clerk.answers = [tmp_path, FILE]
    page.word.click()
    idle(opened)
    made = next(tmp_path.glob("*任务清单*.docx"))
    assert clerk.opened == [str(made)]
    assert "完善政策解读机制" in ZipFile(made).read("word/document.xml").decode("utf-8")


def test_one_file_for_every_unit(page, opened, idle, clerk, tmp_path):
    choose(page, "单位台账")
    idle(opened)
    clerk.answers = ["PDF", tmp_path, True]
    page.each.click()
    idle(opened)
    folder = tmp_path / f"{ROUND}_单位台账"
    units = [each.unit for each in opened.desk.state.standing.units]
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{ROUND}_{unit}_单位台账.pdf" for unit in units)
    assert clerk.opened == [str(folder)]
    clerk.answers = ["Excel", tmp_path, False]
    page.each.click()
    idle(opened)
    assert (tmp_path / f"{ROUND}_单位台账(2)").is_dir(), "what is there is not written over"


def test_giving_up_writes_nothing(page, opened, idle, clerk, tmp_path):
    clerk.answers = [NOT]
    page.each.click()
    clerk.answers = [None]
    page.excel.click()
    idle(opened)
    assert not list(tmp_path.glob("*台账*.xlsx"))


def test_the_words_of_the_paper_are_asked_where_it_has_room_for_them(page, opened, idle, clerk, tmp_path):
    choose(page, "总台账（A4横）")
    assert not page.choice.form.isRowVisible(page.choice.facts["文号"])
    choose(page, "催办单")
    assert page.choice.form.isRowVisible(page.choice.facts["文号"])
    page.choice.unit.setCurrentText("市政府办公室")
    page.choice.facts["文号"].setText("〔2022〕17号")
    page.choice.facts["文号"].editingFinished.emit()
    idle(opened)
    clerk.answers = [tmp_path, NEITHER]
    page.excel.click()
    idle(opened)
    book = load_workbook(next(tmp_path.glob("*催办单*.xlsx")))
    assert any("〔2022〕17号" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_only_tasks_of_one_state(page, opened, idle):
    choose(page, "总台账（A4横）")
    idle(opened)
    everything = page.preview.painter
    page.choice.status.setCurrentText("已完成")
    page.choice.changed.emit()
    idle(opened)
    assert page.preview.painter is not everything


def test_the_ledger_as_it_was_on_an_earlier_day(page, opened, idle):
    wishes = []
    page._lay_out = wishes.append
    page.choice.day.setDate(page.choice.day.date().addDays(-60))
    idle(opened)
    assert wishes[-1].day == date(2022, 7, 22)
    assert wishes[-1].ledger is not opened.desk.state.snapshot
    assert not wishes[-1].ledger.reports_of(ROUND), "what arrived later does not count"


def test_personal_data_is_asked_about_before_it_goes_out(window, idle, clerk, ledger_path, tmp_path):
    with Ledger.open(ledger_path) as ledger:
        ledger.apply("改", [Change("task", "T0002", "text", "公开咨询电话，联系张三13812345678")])
    window.take_paths([ledger_path])
    idle(window)
    window.act("export")
    idle(window)
    page = window.pages["export"]
    clerk.answers = [tmp_path, NOT]
    page.excel.click()
    idle(window)
    assert not list(tmp_path.glob("*.xlsx")) and "怎样导出" in clerk.said[-1]
    clerk.answers = [tmp_path, MASKED, NEITHER]
    page.excel.click()
    idle(window)
    book = load_workbook(next(tmp_path.glob("*.xlsx")))
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert not any("13812345678" in text for text in texts) and any("138****" in text for text in texts)


def test_a_template_with_mistakes_names_them_all_with_their_remedies(page, opened, idle, tmp_path, clerk):
    book = Workbook()
    book.active["A1"] = "{{没有这个字段}}"
    book.active["B4"] = "{{也没有}}"
    book.save(tmp_path / "我的表.xlsx")
    clerk.answers = [[tmp_path / "我的表.xlsx"]]
    page._other_template()
    idle(opened)
    words = page.preview.sheet.text()
    assert "2 处写错" in words and "A1" in words and "B4" in words
    assert not page.excel.isEnabled()


def test_templates_of_the_office_and_word_ones_without_a_twin(tmp_path):
    own = tmp_path / "模板"
    own.mkdir()
    word = next(paper.word for paper in papers(own) if paper.word is not None)
    (own / "督办通知.docx").write_bytes(word.read_bytes())
    (own / "~$督办通知.docx").write_bytes(b"")
    made = {paper.name: paper for paper in papers(own)}
    assert made["督办通知"].title == "督办通知（Word）" and made["督办通知"].excel is None
    assert made["催办单"].excel is not None and made["催办单"].word is not None
    assert facts_in(tmp_path / "没有.xlsx") == ()


def test_a_paper_with_all_its_facts_needs_no_scrolling_on_a_small_screen(page, opened, idle):
    opened.resize(1366, 720)
    choose(page, "催办单")
    idle(opened)
    assert page.choice.form.isRowVisible(page.choice.facts["反馈期限"])
    assert page.choice.area.verticalScrollBar().maximum() == 0
    assert page.choice.list.height() >= 84
    fields = page.choice.area.widget()
    assert fields.width() <= page.choice.area.viewport().width(), "nothing is cut at the right"
    for box in page.choice.facts.values():
        assert box.mapTo(page.choice, box.rect().bottomRight()).y() < page.choice.height()


def test_a_word_paper_is_shown_near_to_what_word_makes_of_it(page, opened, idle):
    choose(page, "催办单")
    page.choice.unit.setCurrentText("市政府办公室")
    idle(opened)
    assert page.preview.version.isVisible() and page.preview.painter is not None and page.printer.isEnabled()
    page.preview.version.setCurrentIndex(1)
    page.preview.version_chosen.emit()
    idle(opened)
    assert page.preview.pages == 1 and "Word" in page.preview.about.text() and "约 1 页" in page.preview.count.text()
    assert not page.printer.isEnabled() and not page.pdf.isEnabled() and page.word.isEnabled()
    shown = page.preview.painter.sheet.html
    assert "市政府办公室" in shown and "完善政策解读机制" in shown and "{{" not in shown
    opened.act("print")
    assert "Word" in opened.statusBar().currentMessage(), "what is only near to the paper is not printed"
    choose(page, "总台账（A3横）")
    idle(opened)
    assert not page.preview.version.isVisible() and page.printer.isEnabled() and not page.preview.about.text()


def test_an_office_s_own_word_template_is_shown_too(page, opened, idle):
    from docx import Document

    page.own_folder.mkdir(parents=True, exist_ok=True)
    mine = Document()
    mine.add_paragraph("{{标题}}的通知，共{{任务总数}}项")
    mine.save(page.own_folder / "通知.docx")
    page.enter(template="通知")
    idle(opened)
    assert page.choice.paper().name == "通知" and page.preview.pages == 1
    assert "2022年政务公开工作要点分解表的通知" in page.preview.painter.sheet.html


def test_a_word_paper_to_one_unit_says_that_a_unit_must_be_chosen(page, opened, idle):
    choose(page, "催办单")
    page.preview.version.setCurrentIndex(1)
    page.preview.version_chosen.emit()
    idle(opened)
    assert page.preview.pages == 0 and "选定一个单位" in page.preview.sheet.text()


def test_the_chosen_paper_stays_in_sight_in_a_short_list(page, opened, idle, qtbot):
    opened.resize(1093, 566)
    choose(page, "催办单")
    idle(opened)
    papers = page.choice.list
    qtbot.waitUntil(lambda: papers.viewport().rect().contains(papers.visualItemRect(papers.currentItem())))


def test_a_long_word_paper_is_painted_from_any_thread_without_a_word_of_qt(qapp, qtlog):
    from threading import Thread

    from gongkai_desk.desktop.printing import picture
    from gongkai_desk.desktop.word_preview import WordPainter
    from gongkai_desk.exporting.word_showing import WordSheet

    line = "<p style='font-size:64px'>持续做好重大决策预公开、执行情况公开和政策解读回应</p>"
    found = []

    def work() -> None:
        painter = WordPainter(WordSheet(595.3, 841.9, (72, 72, 72, 72), line * 200))
        found.append((painter, picture(painter, len(painter.pages) - 1, 400)))

    for _again in range(2):
        thread = Thread(target=work)
        thread.start()
        thread.join()
    painter, last = found[0]
    assert len(painter.pages) > 5 and len(found) == 2
    assert any(last.pixelColor(x, y).lightness() < 128 for x in range(50, 350, 2) for y in range(40, 300, 2)), "words are drawn"
    assert picture(painter, 0, 400).size() == last.size()
    assert [record.message for record in qtlog.records] == []
