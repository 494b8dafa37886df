"""The shipped list of bodies that exist nearly everywhere, with their names, short names and former names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from gongkai_desk.place import locate


@dataclass(frozen=True, slots=True)
class Former:
    """A name from before a reform: when most places renamed it, and what became of it."""

    name: str
    years: str
    note: str


@dataclass(frozen=True, slots=True)
class Body:
    """One kind of body (发展改革委). Names stand without 市/省/县; those of party committees begin with 委.

    ``levels`` maps 国/省/县 to the name at that level; ``field`` are bare field names (发改); ``bound`` are short names that
    mean this body only in some places.
    """

    name: str
    kind: str
    levels: tuple[tuple[str, str], ...] = ()
    full: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    former: tuple[Former, ...] = ()
    bound: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is in use for it, below the national level."""
        return (self.name, *(name for level, name in self.levels if level != "国"), *self.full, *self.short)


@dataclass(frozen=True, slots=True)
class Naming:
    """One way to call a body: ``how`` is name, field, former, bound or national."""

    body: Body
    how: str
    former: Former | None = None


@cache
def bodies() -> tuple[Body, ...]:
    """All shipped bodies."""
    content = json.loads((locate("data") / "units.json").read_text("utf-8"))
    return tuple(
        Body(
            name=row["name"],
            kind=row["kind"],
            levels=tuple(row.get("levels", {}).items()),
            full=tuple(row.get("full", ())),
            short=tuple(row.get("short", ())),
            field=tuple(row.get("field", ())),
            former=tuple(Former(**former) for former in row.get("former", ())),
            bound=tuple(row.get("bound", ())),
        )
        for row in content["units"]
    )


@cache
def namings() -> dict[str, tuple[Naming, ...]]:
    """Every known way to call a body, without its prefix; current names come before former ones."""
    index: dict[str, list[Naming]] = {}
    for body in bodies():
        ways = [Naming(body, "name")] if body.name else []
        for name in dict.fromkeys(body.names):
            index.setdefault(name, []).append(ways[0])
        for name in body.field:
            index.setdefault(name, []).append(Naming(body, "field"))
        for level, name in body.levels:
            if level == "国":
                index.setdefault(name, []).append(Naming(body, "national"))
        for former in body.former:
            index.setdefault(former.name, []).append(Naming(body, "former", former))
        for name in body.bound:
            index.setdefault(name, []).append(Naming(body, "bound"))
    order = ("name", "national", "former", "bound", "field")
    return {name: tuple(sorted(found, key=lambda way: order.index(way.how))) for name, found in index.items()}


def is_known(core: str) -> bool:
    """Whether a name without prefix is in the shipped list."""
    return core in namings()
