"""The templates there are: those that came with the program and those the office put beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongkai_desk.domain import TemplateFault
from gongkai_desk.place import locate


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A template: its name (the file's stem) and where it lies."""

    name: str
    path: Path


_FIRST = (
    "总台账（A3横）", "总台账（A4横）", "各单位报送情况（A3横）", "单位台账", "任务清单", "催办单", "完成情况统计表",
    "未报送逾期清单", "要点落实情况表",
)
"""The order of the menu; an office's own templates follow by name."""


def templates(*folders: Path) -> tuple[TemplateInfo, ...]:
    """Every template: those shipped, and those of further folders (a file of the same name there wins)."""
    found: dict[str, TemplateInfo] = {}
    for folder in (*_shipped(), *folders):
        for path in sorted(folder.glob("*.xlsx")) if folder.is_dir() else ():
            if not path.name.startswith(("~$", ".")):
                found[path.stem] = TemplateInfo(path.stem, path)
    rank = {name: at for at, name in enumerate(_FIRST)}
    return tuple(sorted(found.values(), key=lambda item: (rank.get(item.name, len(rank)), item.name)))


def _shipped() -> tuple[Path, ...]:
    try:
        return (locate("templates"),)
    except FileNotFoundError:
        return ()


def find_template(name_or_path: str | Path, *folders: Path) -> TemplateInfo:
    """A template by its name, by the one name that begins so, or by its path. Raises TemplateFault where there is none."""
    path = Path(name_or_path)
    if path.suffix.lower() == ".xlsx" and path.is_file():
        return TemplateInfo(path.stem, path)
    if path.suffix and path.is_file():
        raise TemplateFault("模板要用.xlsx文件（Word文书用.docx）", str(name_or_path), "请在Excel或WPS中打开并另存为.xlsx再用")
    wanted = path.stem if path.suffix.lower() == ".xlsx" else str(name_or_path)
    known = templates(*folders)
    exact = [item for item in known if item.name == wanted]
    near = exact or [item for item in known if _plain(item.name).startswith(_plain(wanted)) and wanted]
    if near:
        return near[0]
    names = "、".join(item.name for item in known)
    raise TemplateFault(f"没有模板“{name_or_path}”", "", f"可用的模板：{names}" if names else "请指定一个.xlsx模板文件")


def _plain(name: str) -> str:
    return name.translate(str.maketrans("（）", "()")).replace(" ", "").casefold()
