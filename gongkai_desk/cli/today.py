"""The one place where the command line looks at the calendar."""

from __future__ import annotations

import argparse
from datetime import date


def today_of(arguments: argparse.Namespace) -> date:
    """``--as-of``, or today."""
    given: date | None = arguments.as_of
    return given or date.today()
