"""The capabilities of the server.

A module holds the requests of one capability: `FEATURES`, each a method of the protocol and a pure function
of a document and the parameters (`feature.py`). The server looks up the document and calls the function.
`commands.py` holds what a client asks for by name: `COMMANDS`, functions of the session.
"""

from __future__ import annotations

from . import code_actions, completion, formatting, hover, inlay_hints, references, rename, selection, semantic_tokens, symbols
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
