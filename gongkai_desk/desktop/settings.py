"""What the window remembers: sizes, folders, recent ledgers. Beside a portable program, else in the user's folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from gongkai_desk.place import portable_folder

RECENT_LIMIT = 12
CHOSEN_FONTS = "fonts/stand-ins"


def home() -> Path:
    """The folder for settings and logs: ``GONGKAI_DESK_HOME``, beside a frozen program (绿色版), or the user's own."""
    override = os.environ.get("GONGKAI_DESK_HOME")
    if override:
        return Path(override)
    beside = portable_folder()
    if beside is not None:
        return beside
    from platformdirs import user_config_path

    return user_config_path("gongkai-desk", appauthor=False)


WRITTEN = frozenset({"issue", "remind", "export"})
"""Purposes for which files are written: never proposed among forms that came back."""


class Settings:
    """Named values in one ini file under ``folder``. Every value has a default, so a lost file costs nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = QSettings(str(folder / "gongkai-desk.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """The text under ``key``."""
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int) -> int:
        """The whole number under ``key``."""
        try:
            return int(str(self._store.value(key, default)))
        except ValueError:
            return default

    def flag(self, key: str, default: bool = False) -> bool:
        """The yes or no under ``key``."""
        return self.text(key, "1" if default else "0") == "1"

    def raw(self, key: str) -> QByteArray | None:
        """The bytes under ``key`` (window and header states), or None."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def keep(self, key: str, value: Any) -> None:
        """Remember ``value`` (text, number, yes/no or bytes) under ``key``."""
        self._store.setValue(key, ("1" if value else "0") if isinstance(value, bool) else value)

    @property
    def recent(self) -> list[str]:
        """Paths of the ledgers opened lately, newest first."""
        return [line for line in self.text("recent").split("\n") if line]

    def remember_ledger(self, path: str) -> None:
        """Put ``path`` at the head of the recent ledgers."""
        rest = [known for known in self.recent if known != path]
        self.keep("recent", "\n".join([path, *rest][:RECENT_LIMIT]))

    def forget_ledger(self, path: str) -> None:
        """Take ``path`` out of the recent ledgers."""
        self.keep("recent", "\n".join(known for known in self.recent if known != path))

    def last_folder(self, purpose: str) -> str:
        """The folder used last for ``purpose`` (open, export, …); else where ledgers lie, for what is written, and where
        anything was read, else the home folder."""
        others = ("ledgers", "any") if purpose in WRITTEN else ("any",)
        known = (self.text(f"folder/{each}") for each in (purpose, *others))
        return next((folder for folder in known if folder and Path(folder).is_dir()), str(Path.home()))

    def remember_folder(self, purpose: str, path: str | Path) -> None:
        """Remember the folder of ``path`` for ``purpose``."""
        place = Path(path)
        for each in (purpose,) if purpose in WRITTEN else (purpose, "any"):
            self.keep(f"folder/{each}", str(place if place.is_dir() else place.parent))

    def flush(self) -> None:
        """Write to disk now."""
        self._store.sync()
