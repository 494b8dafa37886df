"""Evidence that arrives beside the forms: what counts as such, and whose it is."""

from __future__ import annotations

from gongkai_desk.collecting.names import parts

EVIDENCE_ENDINGS = frozenset((
    "pdf", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "ofd", "doc", "docx", "wps", "rtf", "ppt", "pptx",
    "dps", "mp4", "mov", "avi", "wmv", "mp3", "wav", "amr", "m4a", "eml", "msg", "psd", "svg", "ceb", "caj",
))
"""Endings of files that are kept as they are and never read as forms."""
TEXT_ENDINGS = frozenset(("doc", "docx", "wps", "rtf"))
EVIDENCE_WORDS = ("佐证", "证明材料", "印证材料", "支撑材料", "附件", "截图", "照片", "扫描件", "盖章")
LEDGER_ENDINGS = frozenset(("gkd", "lock", "bak", "backup", "broken"))
OUR_OWN = ("分发清单", "汇总报告", "疑点清单", "退回清单")
"""Lists that the program itself lays beside the forms."""


def ending(path: str) -> str:
    """A file's ending in lower case, without the dot."""
    name = parts(path)[-1] if parts(path) else path
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_evidence(path: str) -> bool:
    """Whether a file is evidence by its kind alone."""
    return ending(path) in EVIDENCE_ENDINGS


def speaks_of_evidence(path: str) -> bool:
    """Whether folder or name say that a workbook without a form in it is evidence."""
    return any(word in part for part in parts(path)[-3:] for word in EVIDENCE_WORDS)


def may_be_answers(path: str, unit: str | None) -> bool:
    """Whether a text document may be a unit's answers typed in Word: its name says 填报, or nothing but the unit."""
    stem = parts(path)[-1].rpartition(".")[0] if parts(path) else ""
    if ending(path) not in TEXT_ENDINGS or speaks_of_evidence(path):
        return False
    return "填报" in stem or bool(unit) and 0 < len(stem) <= len(unit or "") + 4


def is_our_own(path: str) -> bool:
    """Whether a file is a ledger, lies beside one, or is the list of the forms that went out; nobody need read it to know."""
    return ending(path) in LEDGER_ENDINGS or (ending(path) == "csv" and is_named_as_our_list(path))


def is_named_as_our_list(path: str) -> bool:
    """Whether a file is called like the lists that the program lays beside the forms."""
    name = parts(path)[-1] if parts(path) else path
    return name.startswith(OUR_OWN)
