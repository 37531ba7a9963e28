"""What the server can do: one module for each capability, with the requests that it answers."""

from __future__ import annotations

from ..feature import Feature
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
