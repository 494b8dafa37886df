"""Word: order, automatic numbers, tracked changes, text boxes, nested tables, merged cells."""

from __future__ import annotations

from gongkai_desk.grids import GridKind, Span
from gongkai_desk.grids.formats import read_bytes
from gongkai_desk.grids.grid import Document

from .faultparts import HEAD, REL, docx, p, table, tc

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(body: str, numbering: str = "", styles: str = "") -> Document:
    rels, extra = "", {}
    for name, xml, root in (("numbering", numbering, "numbering"), ("styles", styles, "styles")):
        if xml:
            rels += f'<Relationship Id="{name}" Type="{REL}/{name}" Target="{name}.xml"/>'
            extra[f"word/{name}.xml"] = f'{HEAD}<w:{root} xmlns:w="{W}">{xml}</w:{root}>'
    return read_bytes(docx(body, extra, rels=rels), "文.docx")


def lines(document: Document) -> list[str]:
    return [str(row.values[0]) for grid in document.grids if grid.kind is GridKind.PROSE for row in grid.rows]


def level(number: int, kind: str, text: str, start: int = 1, more: str = "") -> str:
    return (f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>')


def listed(ident: int, depth: int = 0) -> str:
    return f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{ident}"/></w:numPr></w:pPr>'


OFFICIAL = ('<w:abstractNum w:abstractNumId="0">' + level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）")
            + level(2, "decimal", "%3.") + level(3, "decimal", "（%4）") + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')


def test_paragraphs_and_tables_come_in_their_order() -> None:
    document = read(p("标题") + p("") + table([tc(p("序号")), tc(p("任务"))]) + p("说明") + table([tc(p("甲")), tc(p("乙"))]))
    assert [(grid.kind.value, grid.sheet) for grid in document.grids] == [
        ("prose", None), ("table", "表格1"), ("prose", None), ("table", "表格2")]
    assert [row.index for grid in document.grids if grid.kind is GridKind.PROSE for row in grid.rows] == [1, 3]


def test_automatic_numbers_are_worked_out() -> None:
    body = "".join(p(text, listed(1, depth)) for text, depth in (
        ("总体要求", 0), ("主要任务", 0), ("主动公开", 1), ("政策解读", 2), ("回应关切", 2), ("依申请公开", 1), ("办理", 2), ("保障", 0), ("领导", 1)))
    assert lines(read(body, OFFICIAL)) == [
        "一、总体要求", "二、主要任务", "（一）主动公开", "1.政策解读", "2.回应关切", "（二）依申请公开", "1.办理", "三、保障", "（一）领导"]


def test_numbers_go_on_behind_a_table_and_in_its_cells() -> None:
    rows = [[tc(p("", listed(1, 2))), tc(p(text))] for text in ("甲", "乙")]
    document = read(p("一项", listed(1)) + table(*rows) + p("二项", listed(1)), OFFICIAL)
    assert lines(document) == ["一、一项", "二、二项"]
    assert [row.values for row in document.grids[1].rows] == [("1.", "甲"), ("2.", "乙")]


def test_numbers_come_from_styles_and_restart_by_override() -> None:
    styles = ('<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
              '<w:style w:styleId="H1b"><w:basedOn w:val="H1"/></w:style>')
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    style = '<w:pPr><w:pStyle w:val="{}"/></w:pPr>'
    body = p("甲", style.format("H1")) + p("乙", style.format("H1b")) + p("丙", listed(2)) + p("丁", listed(0))
    assert lines(read(body, OFFICIAL + again, styles)) == ["一、甲", "二、乙", "一、丙", "丁"]


def test_other_writings_of_numbers() -> None:
    kinds = [("chineseLegalSimplified", "壹"), ("decimalEnclosedCircle", "①"), ("upperRoman", "I"), ("lowerLetter", "a"), ("ideographTraditional", "甲"),
             ("decimalZero", "01"), ("decimalFullWidth", "１")]
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{level(0, kind, "%1、")}</w:abstractNum>' for at, (kind, _) in enumerate(kinds)) + "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(kinds)))
    body = "".join(p("项", listed(at + 1)) for at in range(len(kinds)))
    assert lines(read(body, numbering)) == [f"{sign}、项" for _, sign in kinds]


def test_bullets_and_doubled_numbers_are_not_added() -> None:
    bullet = f'<w:abstractNum w:abstractNumId="0">{level(0, "bullet", "●")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    assert lines(read(p("项", listed(1)), bullet)) == ["项"]
    assert lines(read(p("一、已写", listed(1)), OFFICIAL)) == ["一、已写"]


def test_tracked_changes_footnotes_and_hidden_text() -> None:
    body = ("<w:p><w:r><w:t>保留</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins><w:r><w:t>新增</w:t></w:r></w:ins>"
            '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>。</w:t></w:r></w:p>')
    assert lines(read(body)) == ["保留新增。"]
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + tc(p("删")) + tc(p("删")) + "</w:tr>"
    document = read(table([tc(p("甲")), tc(p("乙"))]).replace("</w:tbl>", gone + "</w:tbl>"))
    assert [row.values for row in document.grids[0].rows] == [("甲", "乙")]


def test_text_boxes_are_kept_once() -> None:
    box = f"<w:txbxContent>{p('框中文字')}</w:txbxContent>"
    body = (f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>" + p("后文"))
    assert sorted(lines(read(body))) == sorted(["正文", "后文", "框中文字"])


def test_struck_text_is_marked() -> None:
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>作废</w:t></w:r></w:p>"
    document = read(struck + p("有效") + table([tc(struck), tc(p("甲"))]))
    assert document.grids[0].struck == {(1, 1)}
    assert document.grids[1].struck == {(1, 1)}


def test_merges_both_ways() -> None:
    down, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    document = read(table(
        [tc(p("标题"), '<w:gridSpan w:val="3"/>')], [tc(p("一、"), down), tc(p("共性"), wide)], [tc(p(""), on), tc(p("甲")), tc(p("乙"))],
        [tc(p(""), on), tc(p("丙"), wide + down)], [tc(p("二")), tc(p(""), wide + on)]))
    assert set(document.grids[0].spans) == {Span(1, 1, 1, 3), Span(2, 1, 4, 1), Span(2, 2, 2, 3), Span(4, 2, 5, 3)}


def test_rows_that_begin_later() -> None:
    late = "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + tc(p("乙")) + "</w:tr>"
    document = read(table([tc(p("甲")), tc(p("x"))]).replace("</w:tbl>", late + "</w:tbl>"))
    assert document.grids[0].text(2, 2) == "乙"


def test_frames_and_nested_tables() -> None:
    inner = table([tc(p("序号")), tc(p("任务"))], [tc(p("1")), tc(p("公开"))])
    framed = read(table([tc(p("框题") + inner + p("框尾"))]))
    assert lines(framed) == ["框题", "框尾"]
    assert [grid.text(2, 2) for grid in framed.grids if grid.kind is GridKind.TABLE] == ["公开"]
    nested = read(table([tc(p("甲")), tc(p("乙") + inner)]))
    assert [[row.values for row in grid.rows] for grid in nested.grids] == [[("甲", "乙")], [("序号", "任务"), ("1", "公开")]]


def test_signs_breaks_and_ruby() -> None:
    body = ('<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
            "<w:r><w:ruby><w:rt><w:r><w:t>wù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>务</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>")
    assert lines(read(body)) == ["甲\t乙\n丙-☑务"]


def test_content_controls_are_opened() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>" + table([
        f"<w:sdt><w:sdtContent>{tc(p('甲'))}</w:sdtContent></w:sdt>", tc(p("乙"))])
    document = read(body)
    assert lines(document) == ["控件"]
    assert document.grids[1].rows[0].values == ("甲", "乙")
