"""Sums of money: what their units are worth, and which of them stand for one thing only."""

from __future__ import annotations

from decimal import Decimal

UNITS = {
    "元": 1,
    "百元": 100,
    "千元": 1_000,
    "万元": 10_000,
    "百万元": 1_000_000,
    "千万元": 10_000_000,
    "亿元": 100_000_000,
}
AMOUNT = (
    r"(?<![0-9.,A-Za-z])(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?) *"
    r"(?P<unit>(?:百万|千万|[百千万亿])?元)"
)
_SIGNIFICANT = 3  # digits; with fewer, two sums of money are often the same by chance


def digits(text: str) -> Decimal:
    """The number in front of a unit, with or without separators."""
    return Decimal(text.replace(",", ""))


def telling(text: str) -> bool:
    """Whether the digits of a sum are so peculiar that they hardly stand for two things."""
    plain = text.replace(",", "")
    return len(plain.replace(".", "").strip("0")) >= (
        _SIGNIFICANT - 1 if "." in plain and plain.partition(".")[2].strip("0") else _SIGNIFICANT
    )
