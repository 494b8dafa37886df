"""The public names of a room, each loaded from its module when it is first asked for: the reader child and the command line need
few of them and must start fast.
"""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False  # typing takes longer than all that is done here
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def loader(room: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package (PEP 562). ``names``: a module of the room -> the names at home there, blanks between."""
    homes = {name: home for home, listed in names.items() for name in listed.split()}

    def load(name: str) -> Any:
        home = homes.get(name)
        if home is None:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        value = getattr(import_module(f"{room}.{home}"), name)
        setattr(sys.modules[room], name, value)
        return value

    return load
