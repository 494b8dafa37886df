"""Write the list of other people's work that we ship: ``python tests/packaging/make_licences.py``.

Name, version, licence and home page of every package that the program needs at run time, by the metadata of what is installed, and
of the parts that are no packages. 关于 shows the list, and it lies in the frozen folder; a test holds it up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "gongkai_desk/data/licences.txt"
HEAD = """\
本程序（Gongkai Desk）以 MIT 许可发布。程序中使用了下列软件，按各自的许可使用；许可全文在程序文件夹的 licences 目录中。
每行依次为：名称、版本、许可、主页。Qt 与 PySide6 以 LGPL-3.0 动态链接使用，docxtpl 以 LGPL-2.1 使用，均可由使用者自行替换。
"""
OTHERS = (
    ("Python", f"{sys.version_info.major}.{sys.version_info.minor}", "PSF-2.0", "https://www.python.org"),
    ("Qt", "", "LGPL-3.0", "https://www.qt.io"),
    ("PyInstaller bootloader", "", "GPL-2.0 with bootloader exception", "https://pyinstaller.org"),
    ("SQLite", "", "Public Domain", "https://sqlite.org"),
    ("OpenSSL", "", "Apache-2.0", "https://www.openssl.org"),
    ("ICU", "", "Unicode-3.0", "https://icu.unicode.org"),
    ("OpenBLAS", "", "BSD-3-Clause", "https://www.openblas.net"),
    ("libxml2 / libxslt", "", "MIT", "https://gitlab.gnome.org/GNOME/libxml2"),
    ("calamine", "", "MIT", "https://github.com/tafia/calamine"),
)
KNOWN = {"LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3.0-only", "Apache License 2.0": "Apache-2.0", "MIT License": "MIT", "PSFL": "PSF-2.0"}
NOT_SHIPPED = {"pillow", "pypdfium2", "tzdata", "pycparser"}


def canonical(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name: str = "gongkai-desk", seen: set[str] | None = None) -> Iterator[str]:
    """Every installed package that ``name`` needs at run time, directly or not."""
    seen = set() if seen is None else seen
    for requirement in metadata.requires(name) or ():
        found = re.match(r"[A-Za-z0-9._-]+", requirement)
        if found is None or "extra ==" in requirement or canonical(found[0]) in seen:
            continue
        try:
            metadata.distribution(found[0])
        except metadata.PackageNotFoundError:
            continue
        seen.add(canonical(found[0]))
        yield canonical(found[0])
        yield from needed(found[0], seen)


def licence(info: metadata.PackageMetadata) -> str:
    """The licence in few words."""
    written = info.get("License-Expression") or (info.get("License") or "").splitlines()[:1]
    short = (written if isinstance(written, str) else "".join(written)).strip()
    if not short or len(short) > 60:
        kinds = [line.rsplit(" :: ", 1)[-1] for line in info.get_all("Classifier") or () if line.startswith("License ::")]
        short = " / ".join(kinds).replace(" License", "") or "见许可全文"
    return KNOWN.get(short, short)


def home(info: metadata.PackageMetadata) -> str:
    """The home page."""
    pages = dict(line.split(", ", 1) for line in info.get_all("Project-URL") or ())
    by_kind = {kind.lower(): page for kind, page in pages.items()}
    return info.get("Home-page") or by_kind.get("homepage") or by_kind.get("source") or by_kind.get("documentation") or next(iter(pages.values()), "")


def lines() -> list[str]:
    """The list, sorted by name."""
    rows = [(info["Name"], info["Version"], licence(info), home(info)) for info in (metadata.metadata(name) for name in needed())
            if canonical(info["Name"]) not in NOT_SHIPPED]
    return [" | ".join(part or "—" for part in row) for row in sorted([*rows, *OTHERS], key=lambda row: row[0].lower())]


if __name__ == "__main__":
    TARGET.write_text(HEAD + "\n" + "\n".join(lines()) + "\n", encoding="utf-8")
