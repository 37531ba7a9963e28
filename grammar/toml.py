"""Reading TOML."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from .kept import Kept

_OURS = Path(__file__).parent


def read_toml(path: Path) -> dict[str, Any]:
    """What a file holds. Raises OSError, UnicodeDecodeError, and `ValueError` as `parse_toml`."""
    text = path.read_text("utf-8")
    return Kept(path.name, __file__, text).once(lambda: parse_toml(text)) if path.is_relative_to(_OURS) else parse_toml(text)


def parse_toml(text: str) -> dict[str, Any]:
    """Raises `ValueError`, whose words end with the place."""
    if sys.version_info >= (3, 11):  # not loaded for what is kept
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(text)
