"""Exporting: ledger and template to sheets of paper, and the named reports. Heavy things load when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.lazy import loader

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
    from gongkai_desk.exporting.word import export_word, show_word, word_templates
    from gongkai_desk.exporting.writing import ExportReport, Heed

__getattr__ = loader(__name__, {
    "choice": "Choice Order",
    "each_unit": "export_per_unit",
    "entrance": "Door check_template",
    "exports": "export make_book",
    "fields": "FIELDS VOCABULARY Field guide",
    "figures": "statistics statistics_tables",
    "findings": "findings_report",
    "privacy": "personal_in mask",
    "shelf": "TemplateInfo find_template templates",
    "word": "export_word show_word word_templates",
    "writing": "ExportReport Heed",
})

__all__ = [
    "FIELDS", "VOCABULARY", "Choice", "Door", "ExportReport", "Field", "Heed", "Order", "TemplateInfo",
    "check_template", "export", "export_per_unit", "export_word", "find_template", "findings_report", "guide", "make_book",
    "mask", "personal_in", "show_word", "statistics", "statistics_tables", "templates", "word_templates",
]
