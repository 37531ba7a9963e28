"""Chinese numerals: 十二, 一百二十, 二〇, 三万五千."""

from __future__ import annotations

import re

from .regex import Regex

_DIGITS = str.maketrans("零〇○一二两三四五六七八九", "0001223456789")
_ONE = "[一二两三四五六七八九]"
# A numeral that ends with a digit right after 千 or 百 is not accepted: 一百二 may mean 102 or 120. A digit
# after 十 always means ones.
_UNITS = Regex(
    f"(?!.*[千百]{_ONE}$)(?:({_ONE})千)?零?(?:({_ONE})百)?零?(?:({_ONE}?)(十))?零?({_ONE}?)(?<!零)"
)


def number(text: str) -> int | None:
    """Return the number for a Chinese numeral or for digits; None for other texts."""
    high, myriad, low = text.rpartition("万")
    if myriad:
        thousands, rest = number(high), number(low) if low else 0
        return (
            thousands * 10_000 + rest
            if thousands and rest is not None and not re.fullmatch(_ONE, low)
            else None
        )
    digits = text.translate(_DIGITS)
    if digits.isdecimal() and digits.isascii():
        return int(digits)
    match = _UNITS.fullmatch(text)
    if not text or not match:
        return None
    thousand, hundred, tens, ten, one = (
        int((part or "0").translate(_DIGITS)) if part != "十" else 1 for part in match.groups()
    )
    return thousand * 1000 + hundred * 100 + (tens or ten) * 10 + one
