"""Keys of records that are named by several things: ``T0001|海宁市|2022年第三季度``.

A part that holds ``|`` or a backslash is escaped with a backslash, so every key splits back into exactly its parts.
"""

from __future__ import annotations


def join_key(*parts: str) -> str:
    """One key from its parts; :func:`split_key` gives them back."""
    joined = "|".join(parts)
    if joined.count("|") == len(parts) - 1 and "\\" not in joined:
        return joined
    return "|".join(part.replace("\\", "\\\\").replace("|", "\\|") for part in parts)


def split_key(key: str) -> tuple[str, ...]:
    """The parts of a key made by :func:`join_key`."""
    if "\\" not in key:
        return tuple(key.split("|"))
    parts, current, escaped = [], [], False
    for character in key:
        if escaped or character not in "\\|":
            current.append(character)
            escaped = False
        elif character == "\\":
            escaped = True
        else:
            parts.append("".join(current))
            current = []
    return (*parts, "".join(current))


def report_key(task: str, unit: str, round: str) -> str:
    """The key of what ``unit`` said about ``task`` in ``round``."""
    return join_key(task, unit, round)


def form_key(round: str, unit: str) -> str:
    """The key of the form that ``unit`` got and gave back in ``round``."""
    return join_key(round, unit)


def verdict_key(task: str, round: str) -> str:
    """The key of a 核定."""
    return join_key(task, round)


def summary_key(task: str, round: str) -> str:
    """The key of a 综合进展."""
    return join_key(task, round)


def pending_key(task: str, unit: str, round: str, field: str) -> str:
    """The key of a conflict that waits for a decision."""
    return join_key(task, unit, round, field)


def document_key(sha: str, name: str) -> str:
    """The key of a kept original: the same bytes under two names are two documents and one blob."""
    return join_key(sha, name)


def task_id(count: int) -> str:
    """The id of the ``count``-th task that a ledger ever took: ``T0001``."""
    return f"T{count:04d}"
