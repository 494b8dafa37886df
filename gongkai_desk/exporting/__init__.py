"""Exporting: ledger and template to sheets of paper, and the named reports. Heavy things load when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_desk.exporting.choice import Choice, Order
    from gongkai_desk.exporting.each_unit import export_per_unit
    from gongkai_desk.exporting.entrance import Door, check_template
    from gongkai_desk.exporting.exports import export, make_book
    from gongkai_desk.exporting.fields import FIELDS, VOCABULARY, Field, guide
    from gongkai_desk.exporting.figures import statistics, statistics_tables
    from gongkai_desk.exporting.findings import findings_report
    from gongkai_desk.exporting.privacy import mask, personal_in
    from gongkai_desk.exporting.shelf import TemplateInfo, find_template, templates
    from gongkai_desk.exporting.word import export_word, word_templates
    from gongkai_desk.exporting.writing import ExportReport, Heed
    from gongkai_desk.paper.check import Mistake

_HOMES = {
    "Choice": "choice", "Order": "choice", "ExportReport": "writing", "Heed": "writing", "Door": "entrance",
    "check_template": "entrance", "export": "exports", "make_book": "exports", "export_per_unit": "each_unit",
    "FIELDS": "fields", "VOCABULARY": "fields", "Field": "fields", "guide": "fields", "findings_report": "findings",
    "TemplateInfo": "shelf", "find_template": "shelf", "templates": "shelf", "statistics": "figures",
    "statistics_tables": "figures", "export_word": "word", "word_templates": "word", "personal_in": "privacy", "mask": "privacy",
}

__all__ = [
    "FIELDS", "VOCABULARY", "Choice", "Door", "ExportReport", "Field", "Heed", "Mistake", "Order", "TemplateInfo",
    "check_template", "export", "export_per_unit", "export_word", "find_template", "findings_report", "guide", "make_book",
    "mask", "personal_in", "statistics", "statistics_tables", "templates", "word_templates",
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
