"""Every action of the window as a value: what it is called, its key, where it stands and when it can be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Situation(NamedTuple):
    """What the window is in, as far as actions care."""

    ledger: bool = False
    writable: bool = False
    table: bool = False
    selection: bool = False
    undo: bool = False
    redo: bool = False
    busy: bool = False


When = Callable[[Situation], bool]


def always(_now: Situation) -> bool:
    """Enabled whatever happens."""
    return True


def with_ledger(now: Situation) -> bool:
    """A ledger is open."""
    return now.ledger


def writable(now: Situation) -> bool:
    """The open ledger may be changed."""
    return now.ledger and now.writable


def on_table(now: Situation) -> bool:
    """The task table is in front."""
    return now.table


def on_cells(now: Situation) -> bool:
    """Cells of the task table are selected."""
    return now.table and now.selection


def editing_cells(now: Situation) -> bool:
    """Cells are selected and may be changed."""
    return now.table and now.selection and now.writable


def editing(now: Situation) -> bool:
    """The task table is in front and may be changed, whether cells are selected or a heading is."""
    return now.table and now.writable


def can_undo(now: Situation) -> bool:
    """There is a step to take back."""
    return now.writable and now.undo


def can_redo(now: Situation) -> bool:
    """There is a step to play again."""
    return now.writable and now.redo


class Action(NamedTuple):
    """``id`` names the handler; ``menu`` the menu it stands in; ``step`` its place among the five steps (0: none);
    ``line`` draws a separator above it."""

    id: str
    text: str
    menu: str
    key: str = ""
    tip: str = ""
    when: When = always
    icon: str = ""
    step: int = 0
    line: bool = False


MENUS = ("文件", "编辑", "查看", "台账", "设置", "帮助")

ACTIONS = (
    Action("home", "起始页", "文件", tip="最近的台账和新建入口", icon="home"),
    Action("new", "新建台账…", "文件", "Ctrl+N", "从分解表文件新建一本台账", icon="new"),
    Action("open", "打开台账…", "文件", "Ctrl+O", "打开已有的台账(.gkd)", icon="open"),
    Action("demo", "看示例", "文件", tip="用随程序附带的示例走一遍"),
    Action("copy_ledger", "另存副本…", "文件", "F12", "把台账完整另存一份，可去掉个人信息", with_ledger, line=True),
    Action("restore", "从备份恢复…", "文件", tip="回到自动备份时的样子，现在的文件会改名保留", when=with_ledger),
    Action("save", "保存", "文件", "Ctrl+S", "每一步都已即时保存；此键只作确认", with_ledger, icon="save"),
    Action("close", "关闭台账", "文件", "Ctrl+W", "关闭当前台账", with_ledger),
    Action("print", "打印…", "文件", "Ctrl+P", "选择模板，预览并打印", with_ledger, icon="print", line=True),
    Action("quit", "退出", "文件", "Ctrl+Q", "退出程序"),
    Action("undo", "撤销", "编辑", "Ctrl+Z", "撤销上一步，重开程序后也能撤销", can_undo, icon="undo"),
    Action("redo", "恢复", "编辑", "Ctrl+Y", "恢复刚撤销的一步", can_redo, icon="redo"),
    Action("cut", "剪切", "编辑", "Ctrl+X", "复制后清空所选单元格", editing_cells, line=True),
    Action("copy", "复制", "编辑", "Ctrl+C", "复制所选单元格，可粘贴到 Excel、WPS、Word", on_cells),
    Action("paste", "粘贴", "编辑", "Ctrl+V", "粘贴单元格区域；在起始页则按粘贴内容导入", with_ledger),
    Action("paste_import", "粘贴导入", "编辑", "Ctrl+Shift+V", "把从网页、Word、WPS 复制的分解表作为任务导入"),
    Action("fill_down", "向下填充", "编辑", "Ctrl+D", "用选区第一行填满选区", editing_cells),
    Action("fill_right", "向右填充", "编辑", "Ctrl+R", "用选区第一列填满选区", editing_cells),
    Action("clear", "清除内容", "编辑", "Delete", "清空所选单元格", editing_cells),
    Action("select_all", "全选", "编辑", "Ctrl+A", "选中全部单元格", on_table),
    Action("edit_cell", "编辑单元格", "编辑", "F2", "就地修改当前单元格或章节标题", editing),
    Action("rename_section", "修改章节标题", "编辑", tip="修改当前任务所在的章节标题；也可双击表格里的标题行", when=editing),
    Action("add_task", "插入任务", "编辑", "Ctrl+Shift+N", "在当前任务下面插入一条任务", writable, line=True),
    Action("delete_task", "删除任务", "编辑", "Ctrl+-", "删除所选任务", editing_cells),
    Action("split_task", "拆分任务…", "编辑", tip="把一条任务分成几条，各有各的进展", when=editing_cells),
    Action("join_tasks", "合并任务…", "编辑", tip="把所选的几条任务并成一条，进展一并带过来", when=editing_cells),
    Action("find", "查找", "编辑", "Ctrl+F", "按文字或拼音首字母查找", on_table, icon="find", line=True),
    Action("replace", "替换…", "编辑", "Ctrl+H", "在所选列中替换文字", on_table),
    Action("fold", "展开/收起各单位", "查看", "Ctrl+E", "显示或收起当前任务下各单位的进展", on_table),
    Action("fold_all", "全部收起", "查看", tip="收起所有任务下的单位", when=on_table),
    Action("clear_filter", "清除筛选", "查看", "Ctrl+Shift+L", "取消全部筛选和排序", on_table, line=True),
    Action("zoom_in", "放大", "查看", "Ctrl+=", "表格放大；也可按住 Ctrl 滚动滚轮", on_table, line=True),
    Action("zoom_out", "缩小", "查看", "Ctrl+Shift+-", "表格缩小；也可按住 Ctrl 滚动滚轮", on_table),
    Action("zoom_off", "原大", "查看", "Ctrl+0", "表格恢复原来大小", on_table),
    Action("panes", "显示/隐藏两侧窗格", "查看", "Ctrl+\\", "给表格让出宽度", on_table),
    Action("next_pane", "转到下一窗格", "查看", "F6", "键盘在表格、疑点、目录、查找之间轮换", on_table),
    Action("columns", "显示列…", "查看", tip="选择表格显示哪些列", when=on_table, line=True),
    Action("freeze", "冻结到当前列", "查看", tip="当前列和它左边的列横向滚动时不动；也可右击列标题", when=on_cells),
    Action("unfreeze", "取消冻结", "查看", tip="各列都随横向滚动条移动", when=on_table),
    Action("import", "导入", "台账", "Ctrl+I", "导入分解表、单位名录等文件", always, "import", 1),
    Action("check", "校核", "台账", "F7", "逐项核对，列出疑点", with_ledger, "check", 2),
    Action("issue", "分发", "台账", "Ctrl+Shift+F", "给各单位生成填报表", with_ledger, "issue", 3),
    Action("merge", "收表汇总", "台账", "Ctrl+M", "读入收回的填报表，核对后汇总", with_ledger, "merge", 4),
    Action("export", "导出打印", "台账", "Ctrl+Shift+P", "套用模板，预览、打印或导出", with_ledger, "export", 5),
    Action("board", "报送情况", "台账", "Ctrl+B", "各单位各报送期的报送情况", with_ledger, "board", line=True),
    Action("statistics", "统计", "台账", "Ctrl+Shift+T", "按单位、章节、状态、报送期统计，表和图", with_ledger, "board"),
    Action("waiting", "待定冲突", "台账", tip="以前汇总时没有决定的冲突", when=with_ledger),
    Action("history", "修改记录", "台账", tip="每一步改了什么，可退回到任何一步", when=with_ledger, icon="history"),
    Action("changes", "变更清单", "台账", tip="从某一天、某个报送期以来改了什么，可打印", when=with_ledger),
    Action("new_round", "新建报送期…", "台账", tip="开始新一期报送", when=writable, line=True),
    Action("close_round", "结束报送期…", "台账", tip="本期报送到此为止；以后仍可重新打开", when=writable),
    Action("answer_upper", "填上级填报表…", "台账", tip="把本台账的进展填进上级发来的填报表", when=with_ledger),
    Action("revise", "更新分解表…", "台账", tip="年中修订：比较修订后的分解表，新增、修改、取消一次看清", when=writable),
    Action("carry", "承接上年台账…", "台账", tip="带上上一年的名录、设置、上年状态和未完成的任务", when=writable),
    Action("confirm_deadline", "确认完成时限", "台账", tip="把所选任务推定的时限标为已确认", when=editing_cells, line=True),
    Action("overrule", "核定完成状态…", "台账", tip="由本单位核定任务状态，须写明理由", when=editing_cells),
    Action("review_pass", "审核通过", "台账", tip="所选单位的报送审核通过", when=editing_cells),
    Action("review_return", "退回报送…", "台账", tip="所选单位的报送退回重报，须写明理由", when=editing_cells),
    Action("findings_report", "导出疑点清单…", "台账", tip="把疑点存成 Excel 表，可发给起草单位", when=with_ledger, line=True),
    Action("roster", "单位名录", "设置", tip="单位、别名、层级、类别、联络员", when=with_ledger),
    Action("groups", "单位组", "设置", tip="“市级有关部门”这类说法包括哪些单位", when=with_ledger),
    Action("rounds", "报送期", "设置", tip="各报送期的开始、截止和结束日期", when=with_ledger),
    Action("lights", "亮灯规则", "设置", tip="何时亮黄灯、红灯", when=with_ledger),
    Action("words", "状态用语", "设置", tip="各单位写法与规范状态的对应", when=with_ledger),
    Action("holidays", "节假日", "设置", tip="放假与调休安排", when=with_ledger),
    Action("fonts", "字体替代", "设置", tip="本机没有的字体用什么代替打印"),
    Action("help", "本页帮助", "帮助", "F1", "这一页能做什么"),
    Action("keys", "快捷键一览", "帮助", tip="全部快捷键"),
    Action("about", "关于", "帮助", tip="版本与许可"),
)


_BY_ID = {action.id: action for action in ACTIONS}


def by_id(action_id: str) -> Action:
    """The action called ``action_id``; KeyError if there is none."""
    return _BY_ID[action_id]


def steps() -> tuple[Action, ...]:
    """The five steps of the way, in order."""
    return tuple(sorted((action for action in ACTIONS if action.step), key=lambda action: action.step))
