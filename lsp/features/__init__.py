"""The capabilities of the server.

Each module holds the requests of one capability in `FEATURES`. A feature (`feature.py`) is a method of the
protocol with a pure function of a document and the parameters. The server finds the document and calls the
function. `commands.py` holds `COMMANDS`, functions of the session that a client calls by name.
"""

from __future__ import annotations

from . import (
    code_actions,
    completion,
    formatting,
    hover,
    inlay_hints,
    references,
    rename,
    selection,
    semantic_tokens,
    symbols,
)
from .commands import COMMANDS
from .feature import Feature

__all__ = ["COMMANDS", "FEATURES"]

_MODULES = (
    code_actions,
    completion,
    formatting,
    hover,
    inlay_hints,
    references,
    rename,
    selection,
    semantic_tokens,
    symbols,
)

FEATURES: tuple[Feature, ...] = tuple(feature for module in _MODULES for feature in module.FEATURES)
