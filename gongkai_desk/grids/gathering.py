"""Paths → the files behind them, as bytes: files, folders, archives. Everything is opened read-only; what cannot be had is said.

Source of the rules: ``faults.md`` #15, #31, ``contract.md`` §2 (Batches). The order is as given, within a folder by name.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.grids.directory import is_plain_document

_T = TypeVar("_T")
FILE_LIMIT: Final = 300 << 20
_OPEN_FILES_ARE_LOCKED = os.name == "nt"
"""Elsewhere a file that Excel has open can be read, so that who is refused lacks the right."""
_RETRIES = (0.2, 0.5, 1.0)
_BUSY = (errno.EBUSY, errno.ETXTBSY, errno.EAGAIN, errno.EACCES, errno.EPERM)
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.EIO, errno.ESTALE, errno.ENXIO)
_WINDOWS_BUSY = (32, 33)
_JUNK = frozenset(("thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db", ".directory"))
_JUNK_START = ("~$", ".~", "._", "~wrl")
_JUNK_END = (".tmp", ".crdownload", ".part", ".td", ".baiduyun.downloading")


@dataclass(frozen=True, slots=True)
class Blob:
    """One file as found: ``a.zip/inner.xlsx`` for a member of an archive; ``modified`` is the file's time, local."""

    path: str
    data: bytes
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that is none of the clerk's: lock files, thumbnails, half downloads."""

    path: str


Found = Blob | Ignored | Unreadable


def gather(paths: Iterable[str | Path], *, archives: bool = True) -> Iterator[Found]:
    """Every file under ``paths``, one at a time. What is missing, busy or too big comes as Unreadable with ``where`` set.

    Archives are opened when ``archives``; their members come with names in the right encoding, also from archives in archives.
    """
    for path in paths:
        for file in _files(Path(path)):
            yield from _opened(file, archives)


def load(path: str | Path) -> Blob:
    """One file's bytes. Raises Unreadable (NOT_FOUND, BUSY, TOO_BIG, UNSUPPORTED for what is no file)."""
    path = Path(path)
    shown = readable_name(str(path))
    try:
        return _load(path, shown)
    except OSError as error:
        raise _fault(error, shown) from error


def is_junk(name: str) -> bool:
    """Whether a file of this name is left by programs and systems, not by people."""
    low = name.lower()
    return low in _JUNK or low.startswith(_JUNK_START) or low.endswith(_JUNK_END)


def readable_name(name: str) -> str:
    """A path that every text can hold: bytes that the system could not decode are read as GBK."""
    try:
        name.encode()
        return name
    except UnicodeEncodeError:
        if os.name != "nt":  # where names are UTF-16, and their halves no bytes of another encoding
            with suppress(UnicodeEncodeError):
                return os.fsencode(name).decode("gb18030", "replace")
        return whole(name)


def whole(text: str) -> str:
    """Without halves of characters, which UTF-16 systems let through and no file can hold: joined where they meet, else �."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _files(path: Path) -> Iterator[Path | Unreadable]:
    try:
        folder = stat.S_ISDIR(os.stat(extended(path)).st_mode)  # noqa: PTH116 - one call tells missing from busy
    except OSError as error:
        yield _fault(error, readable_name(str(path)))
        return
    if not folder:
        yield path
        return
    faults: list[Unreadable] = []

    def note(error: OSError) -> None:
        faults.append(_fault(error, readable_name(str(error.filename))))

    seen: set[tuple[int, int]] = set()
    for root, folders, names in os.walk(path, onerror=note):
        folders[:] = sorted(name for name in folders if _is_new(Path(root, name), seen))
        yield from (Path(root, name) for name in sorted(names))
    yield from faults


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether a folder was not walked before: on Windows junctions are walked like folders, and may lead back to one above."""
    if os.name != "nt":
        return True
    try:
        info = os.stat(extended(folder))  # noqa: PTH116
    except OSError:
        return True
    place = (info.st_dev, info.st_ino)
    if info.st_ino and place in seen:
        return False
    seen.add(place)
    return True


def _opened(file: Path | Unreadable, archives: bool) -> Iterator[Found]:
    if isinstance(file, Unreadable):
        yield file
        return
    if is_junk(file.name) or "__MACOSX" in file.parts:
        yield Ignored(readable_name(str(file)))
        return
    try:
        blob = load(file)
    except Unreadable as error:
        yield error
        return
    if archives and blob.data.startswith(b"PK") and not is_plain_document(blob.data):
        from gongkai_desk.grids.archive import members

        yield from members(blob)
    else:
        yield blob


def _load(path: Path, shown: str) -> Blob:
    info = _patiently(lambda: os.stat(extended(path)))  # noqa: PTH116
    if not stat.S_ISREG(info.st_mode):
        what = "这是文件夹，不是文件" if stat.S_ISDIR(info.st_mode) else "这不是普通文件"
        raise Unreadable(RefusalKind.UNSUPPORTED, what, shown, "请选择文件")
    if info.st_size > FILE_LIMIT:
        raise Unreadable(RefusalKind.TOO_BIG, f"文件超过 {FILE_LIMIT >> 20} MB", shown, "请删去图片和无关工作表，另存后重新导入")
    data = _patiently(lambda: _read(path, info.st_size))
    return Blob(shown, data, _time(info.st_mtime))


def _read(path: Path, size: int) -> bytes:
    with open(extended(path), "rb") as file:  # noqa: PTH123 - the extended form is a string
        return file.read(size + 4096)  # a file that grows meanwhile is cut, and refused as incomplete


def _patiently(work: Callable[[], _T]) -> _T:
    for pause in _RETRIES:
        try:
            return work()
        except OSError as error:
            if not _is_busy(error):
                raise
        time.sleep(pause)
    return work()


def _is_busy(error: OSError) -> bool:
    return error.errno in _BUSY or getattr(error, "winerror", None) in _WINDOWS_BUSY


def _fault(error: OSError, path: str) -> Unreadable:
    if isinstance(error, FileNotFoundError) or error.errno in _GONE:
        what = "找不到文件，或所在的磁盘（网络盘、U盘）已断开"
        return Unreadable(RefusalKind.NOT_FOUND, what, path, "请核对路径，重新插好U盘或连好网络盘后再试")
    if error.errno == errno.ELOOP:
        return Unreadable(RefusalKind.NOT_FOUND, "链接指向自己，找不到文件本身", path, "请换成原文件再导入")
    if error.errno == errno.ENAMETOOLONG:
        return Unreadable(RefusalKind.NOT_FOUND, "文件路径过长", path, "请把文件移到较浅的文件夹，或改短文件名后再试")
    if not _OPEN_FILES_ARE_LOCKED and error.errno in (errno.EACCES, errno.EPERM):
        return Unreadable(RefusalKind.BUSY, "没有读取权限", path, "请管理员给予读取权限，或请对方另发一份，放在自己的文件夹里")
    if _is_busy(error):
        return Unreadable(RefusalKind.BUSY, "文件正被占用，或没有读取权限", path, "请在 Excel 或 WPS 中关闭该文件后再试")
    number = getattr(error, "winerror", None) or error.errno  # what the system says is in the system's language
    return Unreadable(RefusalKind.UNREADABLE, f"文件无法打开（系统错误 {number}）", path, "请复制到本机磁盘后再试")


def _time(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds)
    except (OverflowError, OSError, ValueError):
        return None


def extended(path: Path) -> str:
    """The path as the system opens it; on Windows the long form, which holds more than 260 characters."""
    text = str(path)
    if os.name != "nt" or len(text) < 240 or text.startswith("\\\\?\\"):
        return text
    text = str(path.absolute())
    return "\\\\?\\UNC\\" + text[2:] if text.startswith("\\\\") else "\\\\?\\" + text
