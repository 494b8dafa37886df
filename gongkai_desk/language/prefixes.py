"""Putting back the prefix that a list drops after its first unit (市发展改革委、司法局 -> 市司法局)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai_desk.language.groups import is_group
from gongkai_desk.language.known import namings
from gongkai_desk.language.names import core_of, has_place_inside, names_place, prefix_of, wholeness, without_brackets
from gongkai_desk.language.words import words

_COMMITTEE_ONLY = frozenset(words("committee only"))
_COMMITTEE = frozenset(words("committee"))
_GOVERNMENT = frozenset(words("government"))
_ALONE = words("alone")
_NO_PREFIX = ("各", "全", "所有", "有关", "相关", "其他", "×", "某", "XX", "xx")
_SEAT = re.compile(r"(?P<committee>委(?!员会|、))|(?P<government>(?:人民)?政府)|(?P<council>人大|政协|纪委)")


@dataclass(frozen=True, slots=True)
class _Carry:
    prefix: str = ""
    seat: str = ""


def restore(names: list[str], carries: list[bool]) -> list[str]:
    """Each name with the prefix that its left neighbours leave to it.

    ``carries[i]`` is False where the separator before ``names[i]`` ends a list. Groups, places, companies and bodies with a
    place or the nation in their name neither take a prefix nor hand one on (``contract.md`` §2, Units).
    """
    restored: list[str] = []
    carry = _Carry()
    for name, goes_on in zip(names, carries, strict=True):
        if not goes_on:
            carry = _Carry()
        own = _carry_of(name)
        if own is not None:
            carry = own
            restored.append(name)
        else:
            restored.append(_with(carry, name))
    return restored


def _carry_of(name: str) -> _Carry | None:
    """What this name hands on; None where it has no prefix of its own and may take one."""
    bare = without_brackets(name)
    league = re.fullmatch(r"(?:共青)?团(省|市|区|县|州|旗)委(?:员会)?", bare)
    if league:
        return _Carry(league[1])
    if is_group(name) or bare.startswith(_NO_PREFIX) or has_place_inside(bare) or _stops(bare):
        return _Carry()
    prefix = prefix_of(bare)
    if not prefix:
        return _Carry() if names_place(bare) else None
    seat = _SEAT.match(core_of(bare))
    return _Carry(prefix, seat.lastgroup or "" if seat else "")


def _stops(bare: str) -> bool:
    return not prefix_of(bare) and bare.endswith(_ALONE)


def _with(carry: _Carry, name: str) -> str:
    bare = without_brackets(name)
    if carry.prefix in ("镇", "乡") and name.startswith(carry.prefix):
        return name
    if not carry.prefix or wholeness(bare) == 1 or (wholeness(bare) == 0 and len(bare) > 3 and bare not in _COMMITTEE):
        return name
    if bare in _COMMITTEE_ONLY or (carry.seat == "committee" and bare in _COMMITTEE):
        return f"{carry.prefix}委{name}"
    if carry.seat == "government" and bare in _GOVERNMENT:
        return f"{carry.prefix}政府{name}"
    if wholeness(bare) < 2 and bare not in namings():
        return name
    return f"{carry.prefix}{name}"
