"""JSON lists that are written item by item."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


class Items:
    """A list with each item on a line of its own. `add` and `end` return the text to write next."""

    def __init__(self) -> None:
        self.before = "["

    def add(self, lines: Iterable[str]) -> str:
        """Add items, as `line` makes them."""
        text = ",\n".join(lines)
        if not text:
            return ""
        before, self.before = self.before, ","
        return f"{before}\n{text}"

    def end(self) -> str:
        return "[]" if self.before == "[" else "\n]"


def line(item: Any) -> str:
    """An item in JSON on one line."""
    return json.dumps(item, ensure_ascii=False)
