"""Names for what the window writes: free ones, and folders of their own."""

from __future__ import annotations

from pathlib import Path


def free_name(folder: Path, stem: str, suffix: str = ".xlsx") -> Path:
    """A path in ``folder`` that does not exist yet; what no file name may contain becomes ``_``."""
    clean = clean_name(stem)
    path, count = folder / f"{clean}{suffix}", 2
    while path.exists():
        path, count = folder / f"{clean}({count}){suffix}", count + 1
    return path


def own_folder(chosen: Path, name: str) -> Path:
    """Where many files at once go: ``chosen`` where it is empty or called ``name``, else a folder of that name in it, so that
    they do not lie loose among others."""
    clean = clean_name(name)
    if chosen.name == clean or not chosen.is_dir() or not any(chosen.iterdir()):
        return chosen
    return chosen / clean


def clean_name(name: str) -> str:
    """``name`` without what no file may be called on Windows."""
    return "".join("_" if letter in '<>:"/\\|?*' else letter for letter in name)
