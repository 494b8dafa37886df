"""Exporting: ledger and template to sheets of paper, and the named reports. Heavy things load when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_desk.exporting.choice import Choice, Order
    from gongkai_desk.exporting.exports import ExportReport, check_template, export, export_per_unit, make_book
    from gongkai_desk.exporting.fields import FIELDS, VOCABULARY, Field, guide
    from gongkai_desk.exporting.findings import findings_report
    from gongkai_desk.exporting.shelf import TemplateInfo, find_template, templates
    from gongkai_desk.paper.check import Mistake

_HOMES = {
    "Choice": "choice", "Order": "choice", "ExportReport": "exports", "check_template": "exports", "export": "exports",
    "export_per_unit": "exports", "make_book": "exports", "FIELDS": "fields", "VOCABULARY": "fields", "Field": "fields",
    "guide": "fields", "findings_report": "findings", "TemplateInfo": "shelf", "find_template": "shelf", "templates": "shelf",
}

__all__ = [
    "FIELDS", "VOCABULARY", "Choice", "ExportReport", "Field", "Mistake", "Order", "TemplateInfo", "check_template", "export",
    "export_per_unit", "find_template", "findings_report", "guide", "make_book", "templates",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first asked for."""
    from importlib import import_module

    if name == "Mistake":
        return import_module("gongkai_desk.paper.check").Mistake
    if name not in _HOMES:
        raise AttributeError(name)
    value = getattr(import_module(f"gongkai_desk.exporting.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
