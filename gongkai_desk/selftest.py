"""``--selftest``: the installed or frozen program proves that it works where it is.

Runs the whole demo cycle in a temporary folder by starting itself (which reads behind the child, and exports xlsx and PDF), reads
a file of every kind, uses every part that is loaded only when needed, and builds the window offscreen on the ledger it made.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

EXPECTED = ("*.gkd", "*总台账.xlsx", "*总台账.pdf", "疑点清单.xlsx", "汇总报告.xlsx")
TABLE = "<table><tr><td>序号</td><td>工作任务</td></tr><tr><td>1</td><td>公开目录</td></tr></table>"


def main() -> int:
    """Exit status 0 when everything worked; 2, with a sentence on stderr, when something did not."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform == "win32":  # without a screen Qt looks for fonts beside itself, unless told where Windows keeps them
        os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"))
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "自检 示例"
        faults = run_demo(target) or [*try_readers(target), *try_parts(target)]
        for fault in faults:
            print(f"自检失败：{fault}。请重新下载完整的程序文件夹。", file=sys.stderr)
        if faults:
            return 2
        return show_window(next(target.glob("*.gkd")))


def run_demo(target: Path) -> list[str]:
    """Run ``demo`` as its own process; faults are a bad exit, words on stderr, or a missing file."""
    from gongkai_desk.grids.process import command

    done = subprocess.run(
        [*command()[:-1], "demo", str(target)], stdin=subprocess.DEVNULL, capture_output=True, check=False,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0))
    print(done.stdout.decode("utf-8", "replace"), end="", flush=True)
    faults = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    if done.returncode:
        faults.append(f"示例没有走完（退出码 {done.returncode}）")
    faults += [f"没有生成 {kind}" for kind in EXPECTED if not list(target.glob(kind))]
    return faults


def try_readers(target: Path) -> list[str]:
    """Read one file of every kind behind the reader child."""
    from gongkai_desk.domain import Unreadable
    from gongkai_desk.grids import Blob, Reader

    kinds = {
        "网页": ("表.html", TABLE.encode()), "Word": ("表.docx", _word("围绕政务公开")),
        "文本": ("表.csv", "序号,工作任务\n1,公开目录\n".encode("gb18030")),
        "PDF": ("表.pdf", _pdf("围绕政务公开")), "表格": ("表.xlsx", next(target.glob("*.xlsx")).read_bytes()),
    }
    faults = []
    with Reader() as reader:
        for kind, (name, data) in kinds.items():
            try:
                document = reader.read(Blob(name, data, None))
            except Unreadable as fault:
                faults.append(f"不能读取{kind}文件：{fault}")
                continue
            read = "".join(str(value) for grid in document.grids for row in grid.rows for value in row.values)
            if "公开" not in read:
                faults.append(f"读取{kind}文件没有得到文件里的字")
    return faults


def try_parts(target: Path) -> list[str]:
    """Use every part that the program loads only when it is needed."""
    parts: dict[str, Callable[[], object]] = {
        "繁简转换": lambda: _simplified() == "推进政务公开", "拼音首字母": _initials, "节假日表": _calendar,
        "模板": _templates, "统计": lambda: _frame(target), "旧版 Excel": _old_excel, "Word 文书": _word_papers,
    }
    faults = []
    for name, part in parts.items():
        try:
            if not part():
                faults.append(f"{name}不能使用")
        except Exception as fault:  # whatever a missing piece raises, the clerk is told which part it is
            faults.append(f"{name}不能使用（{type(fault).__name__}: {fault}）")
    return faults


def show_window(ledger: Path) -> int:
    """Build the window on a ledger, let it draw every page, and close it."""
    from gongkai_desk.desktop import selftest

    status = selftest(ledger)
    if status == 0:
        print("自检通过")
    return status


def _word(text: str) -> bytes:
    """A Word file, made by the library that the office's own Word papers need too."""
    import docx

    data, document = BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.save(data)
    return data.getvalue()


def _pdf(text: str) -> bytes:
    """A PDF whose characters only the shipped tables of Chinese fonts can tell (no font is embedded)."""
    drawn = f"BT /F 16 Tf 72 700 Td <{text.encode('utf-16-be').hex()}> Tj ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/DW 1000/FontDescriptor 7 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120>>",
    )
    data, places = "%PDF-1.4\n", []
    for at, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{at} 0 obj\n{content}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return (data + end).encode("ascii")


def _simplified() -> str:
    from gongkai_desk.language import repair

    return repair("推進政務(wù)公開").reading


def _initials() -> bool:
    from gongkai_desk.language import unit_initials

    return "scjgj" in unit_initials("市场监管局")


def _calendar() -> object:
    from gongkai_desk.language.holidays import shipped_calendar

    return shipped_calendar()


def _templates() -> object:
    from gongkai_desk.exporting import check_template, templates

    return templates() and not any(check_template(template.path) for template in templates())


def _frame(target: Path) -> bool:
    from gongkai_desk.ledger import Ledger

    with Ledger.open(next(target.glob("*.gkd")), readonly=True) as ledger:
        return len(ledger.to_frame()) > 0


def _old_excel() -> object:
    from gongkai_desk.grids import xlrd_values, xls

    return xls and xlrd_values


def _word_papers() -> object:
    import docxtpl

    return docxtpl.DocxTemplate
