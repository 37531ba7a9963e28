"""Which pictures of a page may hold a part of the report."""

from __future__ import annotations

import re

from ....grammar.regex import Regex
from .tree import Element

_LENGTH = Regex(r"\s*([0-9]{1,5})(?:\.[0-9]*)?\s*(px|pt|em|rem|in|cm|mm|%)?", re.IGNORECASE)
_STYLE = Regex(r"(?<![-\w])(width|height)\s*:([^;]*)", re.IGNORECASE)
_PIXELS = {"pt": 1.33, "em": 16, "rem": 16, "in": 96, "cm": 38, "mm": 3.8}
_SMALL, _LARGE = 64, 200  # pixels: an icon has less on one side, a table more on both
_ICON = Regex(
    r"(?<![a-z])(?:icons?|ico|logo|qr|qrcode|ewm|weixin|wechat|weibo|share|arrow|dot|line|blank|spacer|space"
    r"|bg|btn|button|banner|foot)(?![a-z])",
    re.IGNORECASE,
)


def prominent(image: Element) -> bool | None:
    """Whether a picture is as large as a table; None where the page does not say."""
    given = {name.lower(): value for name, value in _STYLE.findall(image.attributes.get("style", ""))}
    sizes = [_pixels(given.get(side) or image.attributes.get(side, "")) for side in ("width", "height")]
    known = [size for size in sizes if size is not None]
    name = image.attributes.get("src", "").rsplit("/", 1)[-1]
    if any(size < _SMALL for size in known) or _ICON.search(name):
        return False
    return True if known and min(known) >= _LARGE else None


def _pixels(length: str) -> float | None:
    match = _LENGTH.match(length)
    if not match or match[2] == "%":
        return None
    return int(match[1]) * _PIXELS.get((match[2] or "").lower(), 1)
