"""The kinds of records: one table each, its key columns, its fields and their types.

A field is stored as SQLite stores it best: text, number, ISO date, or (structured values) JSON. The log keeps the very same
stored value, so that undo puts back exactly what was there. This table is the only place that knows all fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any

import msgspec

from gongkai_desk.domain import (
    Category,
    Deadline,
    Lead,
    Level,
    Rectification,
    Report,
    Round,
    Source,
    Status,
    Support,
    Target,
    Task,
    Unit,
)
from gongkai_desk.ledger.keys import split_key
from gongkai_desk.ledger.values import (
    Claim,
    Form,
    Group,
    Identity,
    KeptFile,
    KeptObligation,
    Pending,
    Summary,
    Verdict,
    Waiver,
)

Stored = str | int | float | None
PLAIN = (str, int, float, date, datetime, Status, Level, Category)


def clean_text(text: str) -> str:
    """Text that SQLite can hold: half of a surrogate pair, which no file can hold, becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list | tuple) else value


class Field:
    """How one field is stored: ``type`` as in the domain, ``default`` what stands in for None."""

    def __init__(self, type_: Any, default: Any = None) -> None:
        self.type = type_
        self.plain = type_ in PLAIN
        self.default = default
        self._decoder: msgspec.json.Decoder[Any] | None = None if self.plain else msgspec.json.Decoder(type_)

    def store(self, value: Any) -> Stored:
        """The stored form of a domain value. Raises TypeError for a value of another type."""
        if value is None:
            value = self.default
        if value is None:
            return None
        if not self.plain:
            return self._structured(value)
        if isinstance(value, Enum):
            value = value.value
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, str):
            return clean_text(value)
        if isinstance(value, int | float):
            return value
        raise TypeError(f"cannot store {type(value).__name__} as {self.type}")

    def _structured(self, value: Any) -> str:
        try:
            text = msgspec.json.encode(value).decode()
        except UnicodeEncodeError:
            text = msgspec.json.encode(_clean(msgspec.to_builtins(value))).decode()
        try:
            msgspec.json.decode(text, type=self.type)
        except msgspec.ValidationError as error:
            raise TypeError(str(error)) from error
        return text

    def load(self, stored: Stored) -> Any:
        """The domain value of what is stored."""
        if stored is None:
            return self.default
        if self._decoder is not None:
            return self._decoder.decode(str(stored))
        if self.type is str or self.type is int or self.type is float:
            return stored
        return self.type.fromisoformat(stored) if issubclass(self.type, date) else self.type(stored)


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    ``implicit`` records come into being with their first field and vanish with their last (a report, a setting); the others
    are created and deleted as a whole. ``main`` is the field that is meant where a plain value is given for the whole record.
    ``unlogged`` columns are derived from the log. ``dependents``: (kind, its column) of records that do not outlive this one.
    """

    record: str
    keys: tuple[str, ...]
    fields: Mapping[str, Field]
    value: type
    implicit: bool = False
    label: str = ""
    main: str = ""
    unlogged: tuple[str, ...] = ()
    dependents: tuple[tuple[str, str], ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """All columns of the table: keys, fields, and what is derived from the log."""
        return (*self.keys, *self.fields, *self.unlogged)

    def parts(self, key: str) -> tuple[str, ...]:
        """The values of the key columns. Raises ValueError for a key of another shape."""
        parts = (key,) if len(self.keys) == 1 else split_key(key)
        if len(parts) != len(self.keys):
            raise ValueError(f"{self.record}: {key!r} is not a key of {self.keys}")
        return parts

    @cached_property
    def _value_fields(self) -> frozenset[str]:
        return frozenset(self.value.__annotations__)

    def build(self, row: Mapping[str, Stored]) -> Any:
        """The domain value of a stored row."""
        found: dict[str, Any] = {name: row[name] for name in self.keys if name in self._value_fields}
        for name, field in self.fields.items():
            stored = row.get(name)
            if name in self._value_fields and (stored is not None or field.default is not None):
                found[name] = field.load(stored)
        return self.value(**found)

    def row(self, value: Any) -> dict[str, Stored]:
        """The stored fields of a domain value, or of a mapping of fields, without those that are None."""
        if isinstance(value, Mapping) and not self.main:
            given = dict(value)
        elif isinstance(value, self.value) and self.main != "value":
            given = {name: getattr(value, name) for name in self.value.__annotations__}
        elif self.main:
            given = {self.main: value}
        else:
            raise TypeError(f"{type(value).__name__} is no {self.record}")
        unknown = set(given) - set(self.fields) - set(self.keys)
        if unknown:
            raise TypeError(f"{self.record} has no field {sorted(unknown)}")
        row = {name: field.store(given.get(name)) for name, field in self.fields.items()}
        return {name: stored for name, stored in row.items() if stored is not None}


TEXT, DAY, MOMENT, WHOLE, REAL = Field(str), Field(date), Field(datetime), Field(int), Field(float)
EMPTY = Field(str, "")

_ALL = (
    Kind("ledger", ("id",), {"title": EMPTY, "year": WHOLE, "issued": DAY, "number": TEXT}, Identity, label="台账"),
    Kind("task", ("id",), {
        "order": REAL, "number": TEXT, "section": Field(tuple[str, ...], ()), "name": TEXT, "text": EMPTY, "reading": TEXT,
        "requirement": TEXT, "lead": Field(Lead, Lead()), "support": Field(Support, Support()),
        "deadline": Field(Deadline, Deadline()), "targets": Field(tuple[Target, ...], ()), "persons": TEXT, "remarks": TEXT,
        "extra": Field(tuple[tuple[str, str], ...], ()), "blank_lead": EMPTY, "table": Field(int, 0), "source": Field(Source),
        "dropped": DAY,
    }, Task, label="任务", dependents=(("report", "task"), ("verdict", "task"), ("summary", "task"), ("pending", "task"))),
    Kind("unit", ("name",), {
        "order": REAL, "aliases": Field(tuple[str, ...], ()), "level": Field(Level), "category": Field(Category), "parent": TEXT,
        "contact": TEXT, "phone": TEXT,
    }, Unit, label="单位"),
    Kind("group", ("phrase",), {"members": Field(tuple[str, ...])}, Group, implicit=True, label="单位组", main="members"),
    Kind("round", ("name",), {"order": REAL, "opened": DAY, "due": DAY, "closed": DAY}, Round, label="报送期",
         dependents=(("report", "round"), ("form", "round"), ("verdict", "round"), ("summary", "round"), ("pending", "round"))),
    Kind("report", ("task", "unit", "round"), {
        "status": TEXT, "progress": TEXT, "done_on": TEXT, "evidence": TEXT, "problems": TEXT, "next_steps": TEXT, "value": TEXT,
        "done_on_raw": TEXT, "status_raw": TEXT, "review": TEXT, "review_reason": TEXT,
    }, Report, implicit=True, label="报送", unlogged=("origin", "arrived")),
    Kind("form", ("round", "unit"), {
        "filler": TEXT, "phone": TEXT, "reviewer": TEXT, "version": WHOLE, "issued_at": MOMENT,
        "issued": Field(dict[str, dict[str, dict[str, str]]]),
    }, Form, implicit=True, label="填报表"),
    Kind("verdict", ("task", "round"), {"status": Field(Status), "light": TEXT, "reason": TEXT}, Verdict, implicit=True,
         label="核定"),
    Kind("summary", ("task", "round"), {"text": TEXT}, Summary, implicit=True, label="综合进展", main="text"),
    Kind("waiver", ("key",), {"reason": TEXT}, Waiver, implicit=True, label="不再提示", main="reason"),
    Kind("setting", ("name",), {"value": Field(Any)}, dict, implicit=True, label="设置", main="value"),
    Kind("obligation", ("key",), {
        "text": EMPTY, "due": DAY, "raw": EMPTY, "source": Field(Source), "done_on": DAY,
    }, KeptObligation, label="通知要求"),
    Kind("rectification", ("id",), {
        "problem": EMPTY, "task": TEXT, "measure": EMPTY, "unit": EMPTY, "person": EMPTY, "due": DAY, "progress": EMPTY,
        "applied": DAY, "checker": EMPTY, "closed": DAY,
    }, Rectification, label="整改"),
    Kind("pending", ("task", "unit", "round", "field"), {"values": Field(tuple[Claim, ...])}, Pending, implicit=True,
         label="待定", main="values"),
    Kind("document", ("sha", "name"), {"role": EMPTY, "unit": TEXT, "round": TEXT, "size": Field(int, 0)}, KeptFile,
         label="原件"),
)

KINDS: Mapping[str, Kind] = {kind.record: kind for kind in _ALL}
"""Every kind of record by its name."""


def kind_of(record: str) -> Kind:
    """The kind of that name. Raises TypeError where there is none."""
    kind = KINDS.get(record)
    if kind is None:
        raise TypeError(f"no record {record!r}; there are {sorted(KINDS)}")
    return kind
