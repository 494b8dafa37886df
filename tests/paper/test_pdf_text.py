"""What is copied from the PDF is what stands in the ledger, whatever font stands in."""

import subprocess

import pytest
import xlsxwriter

from gongkai_desk.paper.fonts import stand_in
from gongkai_desk.paper.pdf import pdf_bytes
from gongkai_desk.paper.pdf_text import searchable
from gongkai_desk.paper.sheet import Filling

TEXT = "胶巳一、二、人大工作门户网站生产方面，高龄见行文自立日月水火土金木石山川用力手足心口目耳言车马鱼鸟龙页风飞食齐齿黄麦青长贝角西母民"


def test_radicals_become_characters_in_place():
    pdf = b"1 0 obj\nbeginbfrange\n<0000> <0000> <0000>\n<2F00> <2F01> [<0031> <2F00> <2ed4> <4E00>]\nendbfrange\n2 beginbfchar\n<2F00> <2FA6>\nendbfchar <2F00>"
    plain = searchable(pdf)
    assert plain == pdf.replace(b"[<0031> <2F00> <2ed4>", b"[<0031> <4E00> <95E8>").replace(b"<2FA6>", b"<91D1>") and len(plain) == len(pdf)


@pytest.mark.parametrize("font", ["微软雅黑", "宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "Noto Serif CJK SC"])
def test_text_is_copied_as_written(tmp_path, fill, font):
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    sheet = book.add_worksheet("表")
    style = book.add_format({"font_name": font, "text_wrap": True})
    sheet.write_row(0, 0, ["{{序号}}", "{{工作任务}}"], style)
    sheet.set_column("B:B", 60)
    book.close()
    (tmp_path / "t.pdf").write_bytes(pdf_bytes(fill(tmp_path / "t.xlsx", {0: [Filling({}, [{"序号": 1, "工作任务": TEXT}])]}))[0])
    found = subprocess.run(["pdftotext", str(tmp_path / "t.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert not set(TEXT) - set(found), stand_in(font)
