"""The functions that :mod:`calc` knows. Each takes lists of values (a range is a list) and gives one value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from math import prod

from gongkai_desk.paper.calc_parse import Beyond
from gongkai_desk.paper.numbers import show_number

Plain = float | str | bool | None
Values = Sequence[Plain]


def number(value: Plain) -> float:
    """A value as a number: blank is 0, text must look like one. Raises Beyond."""
    if value is None or value == "":
        return 0.0
    if isinstance(value, bool | int | float):
        return float(value)
    try:
        return float(value)
    except ValueError as error:
        raise Beyond from error


def text(value: Plain) -> str:
    """A value as text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else value if isinstance(value, str) else f"{value:.15g}"


def truth(value: Plain) -> bool:
    """A value as a condition."""
    if isinstance(value, str):
        raise Beyond
    return bool(value)


def _numbers(lists: Iterable[Values]) -> list[float]:
    values = (value for values in lists for value in values)
    return [float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)]


def _one(values: Values) -> Plain:
    if len(values) != 1:
        raise Beyond
    return values[0]


_CRITERION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)\Z", re.DOTALL)


def criterion(value: Plain) -> Callable[[Plain], bool]:
    """The test behind COUNTIF's second argument."""
    if not isinstance(value, str):
        return lambda item: item == value
    found = _CRITERION.match(value)
    assert found is not None
    sign, wanted = found[1] or "=", found[2]
    try:
        limit = float(wanted)
    except ValueError:
        pattern = re.escape(wanted).replace(r"\*", ".*").replace(r"\?", ".")
        matches = re.compile(f"(?is){pattern}\\Z").match
        if sign not in ("=", "<>"):
            raise Beyond from None
        return lambda item: bool(matches(text(item))) is (sign == "=")
    return lambda item: isinstance(item, int | float) and {
        "=": item == limit, "<>": item != limit, "<": item < limit, ">": item > limit, "<=": item <= limit, ">=": item >= limit,
    }[sign]


def _matching(pairs: Sequence[Values]) -> list[int]:
    """The places where all of (range, criterion) pairs hold."""
    tests = [(pairs[at], criterion(_one(pairs[at + 1]))) for at in range(0, len(pairs) - 1, 2)]
    return [place for place in range(len(pairs[0])) if all(place < len(values) and test(values[place]) for values, test in tests)]


def _sum_if(area: Values, condition: Values, *total: Values) -> float:
    places = _matching([area, condition])
    values = total[0] if total else area
    return sum(_numbers([[values[place] for place in places if place < len(values)]]))


def _average(values: list[float]) -> float:
    if not values:
        raise Beyond
    return sum(values) / len(values)


def _rounded(mode: str) -> Callable[..., Plain]:
    def rounded(value: Values, places: Values = (0.0,)) -> float:
        exponent = Decimal(1).scaleb(-int(number(_one(places))))
        return float(Decimal(repr(number(_one(value)))).quantize(exponent, mode))
    return rounded


def _rank(value: Values, area: Values, order: Values = (0.0,)) -> float:
    mine, all_ = number(_one(value)), _numbers([area])
    rising = bool(number(_one(order)))
    return 1.0 + sum(other < mine if rising else other > mine for other in all_)


def _subtotal(kind: Values, *areas: Values) -> Plain:
    name = {1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 9: "SUM"}.get(int(number(_one(kind))) % 100)
    if name is None:
        raise Beyond
    return FUNCTIONS[name](*areas)


def _sum_product(*lists: Values) -> float:
    total = 0.0
    for row in zip(*lists, strict=True):
        product = 1.0
        for value in row:
            product *= number(value) if isinstance(value, int | float) else 0.0
        total += product
    return total


def _shown(value: Values, code: Values) -> str:
    return show_number(number(_one(value)), text(_one(code)))


FUNCTIONS: dict[str, Callable[..., Plain]] = {
    "SUM": lambda *lists: sum(_numbers(lists)),
    "PRODUCT": lambda *lists: prod(_numbers(lists)),
    "AVERAGE": lambda *lists: _average(_numbers(lists)),
    "COUNT": lambda *lists: float(len(_numbers(lists))),
    "COUNTA": lambda *lists: float(sum(value is not None for values in lists for value in values)),
    "COUNTBLANK": lambda values: float(sum(value in (None, "") for value in values)),
    "MAX": lambda *lists: max(_numbers(lists), default=0.0),
    "MIN": lambda *lists: min(_numbers(lists), default=0.0),
    "ROUND": _rounded(ROUND_HALF_UP), "ROUNDUP": _rounded(ROUND_UP), "ROUNDDOWN": _rounded(ROUND_DOWN),
    "INT": lambda value: float(number(_one(value)) // 1),
    "ABS": lambda value: abs(number(_one(value))),
    "AND": lambda *lists: all(truth(value) for values in lists for value in values),
    "OR": lambda *lists: any(truth(value) for values in lists for value in values),
    "NOT": lambda value: not truth(_one(value)),
    "COUNTIF": lambda area, condition: float(len(_matching([area, condition]))),
    "COUNTIFS": lambda *pairs: float(len(_matching(pairs))),
    "SUMIF": _sum_if,
    "SUMIFS": lambda total, *pairs: sum(_numbers([[total[place] for place in _matching(pairs)]])),
    "AVERAGEIF": lambda area, condition: _average(_numbers([[area[place] for place in _matching([area, condition])]])),
    "RANK": _rank, "RANK.EQ": _rank, "SUBTOTAL": _subtotal, "SUMPRODUCT": _sum_product, "TEXT": _shown,
    "LEN": lambda value: float(len(text(_one(value)))),
    "LEFT": lambda value, size=(1.0,): text(_one(value))[:int(number(_one(size)))],
    "RIGHT": lambda value, size=(1.0,): text(_one(value))[-int(number(_one(size))):],
    "TRIM": lambda value: " ".join(text(_one(value)).split()),
    "CONCATENATE": lambda *lists: "".join(text(_one(values)) for values in lists),
    "CONCAT": lambda *lists: "".join(text(value) for values in lists for value in values),
    "ISBLANK": lambda value: _one(value) is None,
    "ISNUMBER": lambda value: isinstance(_one(value), float),
    "ISTEXT": lambda value: isinstance(_one(value), str),
    "MOD": lambda value, by: number(_one(value)) % number(_one(by)),
    "MID": lambda value, start, size: text(_one(value))[int(number(_one(start))) - 1:][:int(number(_one(size)))],
    "SUBSTITUTE": lambda value, old, new: text(_one(value)).replace(text(_one(old)), text(_one(new))),
}
