"""Lists in JSON that are written while their items are still being found."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


class Items:
    """A list, each item on a line of its own. `add` and `end` return what is to be written next."""

    def __init__(self) -> None:
        self.before = "["

    def add(self, lines: Iterable[str]) -> str:
        """Items as `line` makes them."""
        text = ",\n".join(lines)
        if not text:
            return ""
        before, self.before = self.before, ","
        return f"{before}\n{text}"

    def end(self) -> str:
        return "[]" if self.before == "[" else "\n]"


def line(item: Any) -> str:
    """An item in one line."""
    return json.dumps(item, ensure_ascii=False)
