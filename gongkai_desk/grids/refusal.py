"""The sentences with which files are refused, each with a way on that works."""

from __future__ import annotations

from gongkai_desk.domain.errors import RefusalKind, Unreadable

PASTE = "请在 WPS 或 Word 中打开，全选复制，再回到这里按 Ctrl+V 粘贴；或另存为 docx 后重新导入"
NO_MEMORY = "读取时内存不足，文件过大或结构异常"
RESEND = "请对方重新发送，或换一种方式（U盘、压缩包）传送后再导入"
RESAVE = "请用 Excel 或 WPS 打开，另存为 xlsx 后重新导入"


def refuse(kind: RefusalKind, what: str, next_step: str = RESAVE) -> Unreadable:
    """An :class:`Unreadable` without a place; whoever knows the path sets ``where``."""
    return Unreadable(kind, what, "", next_step)


def incomplete(what: str = "文件不完整（可能未传完）") -> Unreadable:
    """The refusal of a file that was cut off or damaged on its way."""
    return refuse(RefusalKind.INCOMPLETE, what, RESEND)


def password() -> Unreadable:
    """The refusal of an encrypted file, whatever its format."""
    return refuse(RefusalKind.PASSWORD, "文件有打开密码", "请对方去掉密码后重发")


def broken(what: str = "文件结构异常，无法读取") -> Unreadable:
    """The refusal of a file that no reader understands."""
    return refuse(RefusalKind.UNREADABLE, what, "请用 Excel 或 WPS 打开；能打开就另存为 xlsx 后重新导入，打不开就请对方重发")


def too_big(what: str = "文件解压后过大") -> Unreadable:
    """The refusal of a file that would not fit into memory."""
    return refuse(RefusalKind.TOO_BIG, what, "请删去无关的工作表、图片和空白区域，另存后重新导入")


def forbidden(what: str = "文件含不允许的 XML 实体声明（DTD）") -> Unreadable:
    """The refusal of a file that tries to make a parser fetch or multiply something."""
    return refuse(RefusalKind.FORBIDDEN, what, "正常的办公文件不含此内容；请用 Excel 或 WPS 打开，另存为新文件后再导入")


def no_cells(what: str = "文件里没有任何内容", kind: RefusalKind = RefusalKind.NO_TABLE) -> Unreadable:
    """The refusal of a document that was read and holds nothing (a file without a single byte is EMPTY instead)."""
    return refuse(kind, what, "请核对是否发错了文件，或请对方重新发送")
