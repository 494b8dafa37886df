from __future__ import annotations

import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.language import repair

PAIRS = [
    ("市發(fā)展改革委", "市发展改革委"),
    ("政務(wù)公開、機構(gòu)、領(lǐng)導(dǎo)、數(shù)據(jù)、質(zhì)量", "政务公开、机构、领导、数据、质量"),
    ("履行(xínɡ)職責（zé）", "履行职责"),
    ("系統(oa)、軟件(app)、項目(ppp)、甲(a)", "系统(oa)、软件(app)、项目(ppp)、甲(a)"),
    ("推进政府和社会资本合作(PPP)、IPv6改造", "推进政府和社会资本合作(PPP)、IPv6改造"),
    ("名??稱", "名称"), ("任??务", "任务"), ("是否??", "是否??"),
    ("市 司法局、市自 然資源和規劃局", "市司法局、市自然资源和规划局"),
    ("工 作 任 务", "工作任务"), ("发布 效率", "发布效率"), ("完善\u200b机制\ufeff", "完善机制"), ("第 3 季度、12 月", "第3季度、12月"),
    ("市司法局 市财政局", "市司法局 市财政局"),
    ("“一地創新 全市共享”項目", "“一地创新 全市共享”项目"),
    ("使用 WPS Office 办公", "使用 WPS Office 办公"),
    ("20185月底前", "2018年5月底前"), ("201812月底前完成", "2018年12月底前完成"), ("2019底前完成", "2019年底前完成"),
    ("(中办发〔20168号)", "(中办发〔2016〕8号)"), ("苏办发〔201645号", "苏办发〔2016〕45号"), ("常政办发2018〕1号", "常政办发〔2018〕1号"),
    ("著力加強著名景區宣傳", "着力加强著名景区宣传"), ("甯夏、祇有、甚麼、關於於都縣", "宁夏、只有、什么、关于于都县"),
    ("乾部隊伍、聯係群眾、台賬、審籤", "干部队伍、联系群众、台账、审签"),
    ("2018年5月", "2018年5月"), ("电话12345678", "电话12345678"), ("", ""), ("ABC (oa)", "ABC (oa)"),
]


@pytest.mark.parametrize(("written", "reading"), PAIRS)
def test_reading(written: str, reading: str) -> None:
    assert repair(written).reading == reading


@pytest.mark.parametrize(("written", "reading"), PAIRS)
def test_a_change_has_a_note_and_a_reading_stays(written: str, reading: str) -> None:
    assert bool(repair(written).notes) == (written != reading)
    assert repair(reading).reading == reading


def test_lost_characters_are_told_apart() -> None:
    mended = repair("20185月底前,制定目录")
    assert mended.lost
    assert "2018年5月" in mended.notes[0]
    assert not repair("政務公開").lost


def test_clean_simplified_text_loads_no_dictionary() -> None:
    code = ("import sys; from gongkai_desk.language import repair, find_deadline, read_targets\n"
            "text = '市发展改革委、司法局（含下属单位）：推进政府和社会资本合作(PPP)项目公开，著名景区(app)系统(oa) 12月底前完成80%以上。'\n"
            "repair(text); find_deadline(text, year=2022); read_targets(text)\n"
            "sys.exit(any(name in sys.modules for name in ('opencc', 'pypinyin', 'chinese_calendar')))")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(max_size=200))
def test_repairing_twice_changes_nothing_and_nothing_raises(text: str) -> None:
    once = repair(text)
    assert repair(once.reading).reading == once.reading


@given(st.text(alphabet="務政領导(wùlǐng)（）20185月底前〔号 ?？\u200b", max_size=80))
def test_damaged_text_never_raises(text: str) -> None:
    repair(text)


@pytest.mark.parametrize("piece", ["務(wù)", "人(", "20", "2018", "市 ", "??", "〔2018", "发2016〕", "“一 ", "a(b", "一", "("])
def test_long_damage_is_repaired_in_good_time(piece: str) -> None:
    started = process_time()
    repair(piece * (100_000 // len(piece)))
    assert process_time() - started < 5
