"""Texts that speak of units and duties and hand out no work: rules, explanations, reports, praise."""

from __future__ import annotations

import pytest

from gongkai_desk.domain import RefusalKind, Unreadable
from gongkai_desk.grids.grid import Document, Grid, GridKind, Row
from gongkai_desk.layout import understand

TEXTS = {
    "rules": """东平县人民政府工作规则
第一章 总则
一、为规范县政府工作，制定本规则。
二、县政府实行县长负责制，副县长按分工负责处理分管工作。
三、县政府办公室负责综合协调，县政府督查室负责督促检查。""",
    "explanation": """《东平市2023年数据公开工作要点》政策解读
一、制定背景
市政府办公室（市大数据局）起草了《工作要点》。
二、主要内容
（一）加强重点领域公开。包括规划、财政等领域，由市发展改革委、市财政局等部门负责落实。
（二）提升解读质量。明确由市司法局负责解读。
解读机关：市政府办公室  联系电话：0510-1234567""",
    "offices": """东平市财政局政务公开工作规定
一、工作分工
办公室  组织协调主动公开事宜；统一受理申请；
法规处  负责规范性文件的法律审核。
二、责任处室及其职责
（一）办公室职责
1.负责具体组织协调、检查和指导；
2.编写公开指南和年度报告；""",
    "praise": """关于表扬2022年先进单位的通报
经研究，对以下单位予以通报表扬：
一、先进单位（3个）
市财政局、市司法局、东平县人民政府
二、优秀单位（2个）
市民政局、市水利局""",
    "what was done": """东平市2022年工作要点落实情况
一、主要做法
（一）市政府办公室牵头制定分工，明确责任单位。
（二）全市受理申请1200件，由市司法局负责审核，按时办结率100%。
（三）市财政局公开预决算，由市审计局负责审计。""",
    "what was done, with a quotation": """东平市财政局2022年政务公开工作总结
一、主要做法
（一）强化领导。由办公室牵头，各科室配合，建立台账。
（二）主动公开。按照《东平市2022年工作要点》（责任单位：市财政局）要求，公开信息320条。
二、下一步打算
2023年，我们将继续完善制度，6月底前完成改版。""",
    "explanation in traditional script": """《東平縣2023年公開工作要點》政策解讀
一、主要內容
一是突出重點公開，由縣發改局牽頭，縣財政局配合，公開政策。二是強化解讀，由縣委宣傳部牽頭，各部門配合。""",
    "page": """【打印本页】 【关闭窗口】
首页 > 政务公开
主办单位：东平市人民政府办公室 承办单位：市大数据中心
版权所有 ICP备05000000号""",
}


def _assert_refused(document: Document) -> None:
    with pytest.raises(Unreadable) as refused:
        understand(document)
    assert refused.value.kind is RefusalKind.NO_TABLE


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_hands_out_no_work_is_refused(name: str) -> None:
    rows = tuple(Row(number, (line,)) for number, line in enumerate(TEXTS[name].splitlines(), start=1))
    _assert_refused(Document("样例.txt", "txt", (Grid("样例.txt", rows, kind=GridKind.PROSE),)))


def test_who_is_in_charge_of_which_field_hands_out_no_work() -> None:
    rows = (
        ("姓名", "职务", "分管工作", "联系单位"),
        ("张某", "县长", "主持县政府全面工作，负责财政、审计方面工作", "县人大、县政协"),
        ("李某", "副县长", "负责教育、卫生健康方面工作", "县红十字会"),
    )
    title = Row(1, ("东平县政府领导班子成员工作分工",))
    grid = Grid("样例.docx", (title, *(Row(number, row) for number, row in enumerate(rows, start=2))))
    _assert_refused(Document("样例.docx", "docx", (grid,)))


def test_the_agenda_of_a_meeting_hands_out_no_work() -> None:
    rows = (
        ("序号", "议题", "汇报人", "列席单位", "时间"),
        ("1", "听取上半年经济运行情况汇报", "县发改局 王某", "县统计局、县财政局", "9:00-9:20"),
        ("2", "审议养老服务管理办法", "县民政局 李某", "县司法局", "9:20-9:40"),
    )
    grid = Grid("样例.docx", tuple(Row(number, row) for number, row in enumerate(rows, start=1)))
    _assert_refused(Document("样例.docx", "docx", (grid,)))


REGISTERS = {
    "requests": (
        ("序号", "申请人", "申请内容", "收到日期", "答复日期", "答复方式", "承办单位"),
        ("1", "张某", "道路征收补偿方案", "2023-03-02", "2023-03-20", "电子邮件", "县自然资源局"),
        ("2", "某公司", "2022年采购合同文本", "2023-03-11", "2023-04-03", "邮寄", "县财政局"),
        ("3", "李某", "低保评审结果及依据", "2023-05-06", "2023-05-25", "当面领取", "县民政局"),
    ),
    "documents": (
        ("序号", "文件名称", "文号", "制定机关", "清理意见"),
        ("1", "关于加强城市养犬管理的通告", "东政发〔2015〕12号", "县政府", "废止"),
        ("2", "关于印发小微企业扶持办法的通知", "东政办发〔2017〕30号", "县政府办公室", "继续有效"),
        ("3", "关于规范户外广告设置的通知", "东政办发〔2018〕9号", "县城管局", "修改"),
    ),
    "answers": (
        ("序号", "编号", "建议标题", "提出人", "承办单位", "答复日期", "满意度"),
        ("1", "第12号", "关于增设公交站点的建议", "张某", "县交通局", "2022-06-20", "满意"),
        ("2", "第18号", "关于老旧小区加装电梯的建议", "李某", "县住建局", "2022-07-02", "满意"),
    ),
    "offices": (
        ("序号", "机构名称", "主要职责", "办公地址", "联系电话", "负责人"),
        ("1", "县教育局", "负责全县教育工作的统筹规划", "府前路12号", "8221002", "李某"),
        ("2", "县民政局", "负责社会救助、养老服务", "府前路15号", "8221003", "赵某"),
    ),
    "meetings": (
        ("日期", "时间", "会议名称", "主办单位", "参会人数"),
        ("6月3日", "9:00", "安全生产例会", "县应急局", "40"),
        ("6月4日", "15:00", "经济运行调度会", "县发改局", "35"),
        ("6月5日", "10:00", "项目评审会", "县财政局", "20"),
    ),
}


@pytest.mark.parametrize(("name", "title"), [
    ("requests", "2023年信息公开申请办理台账"), ("documents", "规范性文件清理结果目录"), ("meetings", "会议室使用安排表"),
    ("answers", "2022年建议办理结果公开目录"), ("offices", "县政府工作部门一览表"),
])
def test_a_register_hands_out_no_work(name: str, title: str) -> None:
    head = Grid("样例.docx", (Row(1, (title,)),), kind=GridKind.PROSE)
    grid = Grid("样例.docx", tuple(Row(number, row) for number, row in enumerate(REGISTERS[name], start=1)), "表格1")
    _assert_refused(Document("样例.docx", "docx", (head, grid)))
