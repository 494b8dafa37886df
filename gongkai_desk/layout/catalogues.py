"""Tables that look like breakdowns and hand out no work: catalogues of what is public, lists of people, projects, budgets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai_desk.layout.headerwords import clean_header
from gongkai_desk.layout.lines import plain
from gongkai_desk.layout.model import UNIT_ROLES, Layout, Role

_MARKS = (
    re.compile(
        r"(?:公开|设定|实施|法律|办理|收费|职权|权力|行使|主要|政策)?依据(?:名称|条款)?|公开(?:渠道|形式|方式|载体|对象|层级|属性|范围|途径|平台)(?:和载体)?"
        r"|(?:信息|事项|职权|权力|行使|公开)(?:类别|类型|层级|编码)|(?:办理|申请|受理)(?:条件|流程|地点|材料|对象)|收费标准|内容标准|条款内容|(?:监督|投诉|咨询)(?:电话|方式|渠道)|(?:法定|承诺)(?:办理)?时限|职权名称|权力名称"
    ),
    re.compile(
        r"(?:计划|估算|项目|概算)?总?(?:投资|资金|金额|造价)(?:额|规模|估算)?(?:\(.*\))?|资金(?:来源|性质|用途|安排)|(?:建设|项目)(?:地点|规模|地址|性质|年限)"
        r"|.{0,4}(?:预算|决算|合同|中标|采购|补助|拨付)(?:数|额|金额|价)?(?:\(.*\))?"
    ),
    re.compile(r"地点|会场|会议室|主讲人|授课人|主持人|参[加会]人员?|参[会训]人数|会议名称|汇报人|列席(?:单位|人员|范围|领导)|发言人|课时|时段|带班领导|值班(?:人员|领导|电话)"),
    re.compile(r"文号|发文字号|(?:制定|发文|印发)(?:机关|单位)|清理(?:意见|结果|结论)|(?:文件)?有效期|效力(?:状态)?|(?:发文|印发|公布)日期"),
    re.compile(r"姓名|性别|职务|职称|学历|民族|出生(?:年月|日期)|年龄|身份证号?|籍贯|手机号?码?|联系(?:电话|方式)|组内职务|备案号|分组|组别"),
)
_GIVES_WORK = re.compile(
    r"任务|分工|(?:议定|交办|督办|重点|决定|确定|改革|实事)事项|"
    r"分解|台账|要点|责任(?!主体)|实事|整改|重点工作|方案|计划|行动|推进|落实|督办|督查清单|销号"
)
_LISTS = re.compile(
    r"权责清单|权力清单|职权|(?:事项|公开|基本|标准|指引|服务)目录|办事指南|日程|值班|议程|签到|报名|使用安排|课程|名单|名录|通讯录|评估结果|统计表|预算|决算"
)
_SAYS_WHO = re.compile(r"牵头|责任|主办|承办|落实|配合|协办")
_NAMES = re.compile("(?:领导)?姓名|领导")
_POSTS = re.compile("(?:现任|行政|党内)?职务(?:职级)?|职称|岗位|分管(?:工作|领域|范围|战线|部门)")
_APPLICANTS = re.compile("申请人(?:姓名|名称|类型)?|提出人|(?:提案|建议|领衔)(?:人|者|代表|委员)|申请(?:单位|编号|内容|事项)")
_ANSWERED = re.compile(
    "(?:答复|收到|受理|收件|登记|送达|申请|补正)(?:日期|时间|方式|结果|类型|情况|书)|办理结果|满意(?:度|率|程度|情况)"
)
_UNIT_NAMES = re.compile(r"(?:责任|成员)?单位(?:名称|全称)|(?:部门|机构)名称")
_OF_UNITS = re.compile(
    r"(?:单位)?简称|别名|曾用名|层级|级别|(?:单位)?(?:类别|类型|性质)|上级(?:单位)?|主管单位|隶属|联[络系][员人]|经办人|分管领导"
    r"|(?:联系|办公)?电话|手机号?码?|联系方式|传真|邮箱|(?:办公)?(?:地址|地点|时间)|(?:主要)?(?:负责人|领导)|法定代表人|网址|邮编|邮政编码"
)
_TASKS = re.compile(r"任务|事项|内容|措施|要求|工作|项目|目标|举措|要点|时限|进展")


def lists_units(headers: Iterable[str]) -> bool:
    """Whether a header is that of a list of units (单位名录, 通讯录): their names and what belongs to a unit, and no task."""
    cleaned = [clean_header(header) for header in headers]
    told = sum(1 for header in cleaned if _OF_UNITS.fullmatch(header))
    return told >= 2 and any(map(_UNIT_NAMES.fullmatch, cleaned)) and not any(map(_TASKS.search, cleaned))


def _lists_persons(headers: Sequence[str], layout: Layout) -> bool:
    """Whether a table says who is in charge of which field: persons with their posts, and no day by which anything is due."""
    named = any(map(_NAMES.fullmatch, headers)) and any(map(_POSTS.fullmatch, headers))
    return named and layout.first(Role.DEADLINE) is None and not any(map(_SAYS_WHO.search, headers))


def _lists_requests(headers: Sequence[str]) -> bool:
    """Whether a table is the register of the requests for information that were answered."""
    return any(map(_APPLICANTS.fullmatch, headers)) and any(map(_ANSWERED.fullmatch, headers))


def gives_work(title: str) -> bool:
    """Whether a title announces tasks (任务分解表, 责任分工, 工作要点 …)."""
    return _GIVES_WORK.search(plain(title)) is not None


def is_catalogue(layout: Layout, title: str, above: Sequence[str] = ()) -> bool:
    """Whether a table found in a document hands out no work.

    It does where its title says so (任务, 分工 …), where its header names who leads, or when work is due; it does not where at
    least two headers belong to a catalogue, a list of projects, or a list of people. A layout set by hand always counts.
    ``above``: the cells above a table whose header was not understood.
    """
    if layout.hand:
        return False
    headers = [clean_header(column.header) for column in layout.columns if column.header] or [*map(clean_header, above)]
    if lists_units(headers) or _lists_persons(headers, layout) or _lists_requests(headers):
        return True
    if gives_work(title):
        return False
    marked = max(sum(1 for header in headers if marks.fullmatch(header)) for marks in _MARKS)
    duties = [clean_header(column.header) for column in layout.columns if column.role in UNIT_ROLES]
    named = any(_SAYS_WHO.search(header) for header in duties)
    timed = layout.first(Role.DEADLINE) is not None and not any("公开" in header or "更新" in header for header in headers)
    if marked and _LISTS.search(plain(title)):
        return True
    return marked >= 2 and not (named and (timed or marked < 3))
