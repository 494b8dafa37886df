"""What the system says when a file cannot be read or written, in the clerk's language."""

from __future__ import annotations

import errno

_WORDS = {
    "ENOENT": "文件或文件夹不存在", "ENOTDIR": "路径中有一段不是文件夹", "EISDIR": "这是文件夹，不是文件", "EEXIST": "已经存在",
    "EACCES": "没有权限，或正被其他程序打开", "EPERM": "系统不允许", "EROFS": "磁盘是只读的", "ENOSPC": "磁盘空间不足",
    "EDQUOT": "磁盘配额已用完", "EFBIG": "文件太大，这种磁盘放不下", "ENAMETOOLONG": "文件名或路径太长",
    "EINVAL": "文件名中有不能用的符号", "EBUSY": "正被其他程序使用", "EIO": "磁盘读写出错", "ENODEV": "磁盘已断开",
    "ENXIO": "磁盘已断开", "EMFILE": "打开的文件太多", "EXDEV": "不能跨磁盘移动", "ETIMEDOUT": "网络盘没有响应",
    "ESTALE": "网络盘已断开", "ENOTEMPTY": "文件夹不是空的",
}


def said(error: OSError) -> str:
    """A few Chinese words for an error of the system; for a rare one its number, by which it can be looked up."""
    if error.errno is None:
        return "系统错误"
    return _WORDS.get(errno.errorcode.get(error.errno, ""), f"系统错误 {error.errno}")
