"""A copy to hand on, without names, phones and folders, and with what language finds in running text masked."""

from __future__ import annotations

from pathlib import Path

from gongkai_desk.language import find_personal
from gongkai_desk.ledger import Ledger


def mask_personal(text: str) -> str:
    """The text with identity card, mobile and bank card numbers masked."""
    for found in reversed(find_personal(text)):
        text = text[: found.start] + found.masked + text[found.end :]
    return text


def save_without_personal(ledger: Ledger, path: str | Path, *, overwrite: bool = False) -> Path:
    """清除个人信息后另存: see :meth:`Ledger.save_copy`. Returns the copy's path. Raises LedgerFault."""
    return ledger.save_copy(path, without_personal=True, mask=mask_personal, overwrite=overwrite)
