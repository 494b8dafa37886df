"""Lights (亮灯): four colours, each with a word, by rules the office can edit (``domain.md`` §2).

The rules live in the ledger's setting ``lights`` as an object with any of :class:`LightRules`' fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

SETTING = "lights"


class Light(StrEnum):
    """Green: done or on time. Yellow: nearly due, or nothing reported. Red: overdue. Grey: 长期坚持, 不涉及."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


WORDS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "grey": "灰灯"}

_GRAVITY = {Light.GREY: 0, Light.GREEN: 1, Light.YELLOW: 2, Light.RED: 3}


@dataclass(frozen=True)
class LightRules:
    """What turns a light on.

    ``yellow_days``: a deadline that many days away, or fewer, is yellow (negative: never). ``unreported``: no report in the
    round is yellow. ``late_done_green``: what was finished after its day is green all the same, else yellow. ``words``: what is
    printed beside each colour.
    """

    yellow_days: int = 15
    unreported: bool = True
    late_done_green: bool = True
    words: Mapping[str, str] = field(default_factory=lambda: dict(WORDS))

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> LightRules:
        """The rules kept in a ledger; what is not given, or is of the wrong type, is as shipped."""
        given = settings.get(SETTING)
        if not isinstance(given, Mapping):
            return cls()
        found: dict[str, Any] = {}
        for item in fields(cls):
            value = given.get(item.name)
            if item.name == "words":
                if isinstance(value, Mapping):
                    found["words"] = WORDS | {str(key): str(word) for key, word in value.items() if str(word).strip()}
            elif isinstance(value, bool) == (item.name != "yellow_days") and isinstance(value, int):
                found[item.name] = value
        return cls(**found)

    def word(self, light: Light) -> str:
        """What is printed beside the colour."""
        return self.words.get(light.value, WORDS[light.value])


def worst(lights: Iterable[Light]) -> Light:
    """The gravest of several lights; grey where there is none."""
    return max(lights, key=_GRAVITY.__getitem__, default=Light.GREY)
