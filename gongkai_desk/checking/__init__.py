"""Findings (疑点) over breakdowns or a ledger: one rule per file in ``rules/``; values in, values out."""

from gongkai_desk.checking.engine import check
from gongkai_desk.checking.shapes import findings_json

__all__ = ["check", "findings_json"]
