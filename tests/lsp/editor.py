"""A text as an editor holds it, written from the protocol's specification and not from the server's code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Buffer:
    """A text and its positions in one of the three encodings, by way of the bytes that the encoding names."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text, self.encoding = text, encoding
        self.ends = [(match.start(), match.end()) for match in re.finditer(r"\r\n|\r|\n", text)]
        self.ends.append((len(text), len(text)))
        self.starts = [0, *(end for _, end in self.ends[:-1])]

    def position(self, offset: int) -> Json:
        line = sum(1 for start in self.starts if start <= offset) - 1
        name, size = UNITS[self.encoding]
        return {"line": line, "character": len(self.text[self.starts[line] : offset].encode(name)) // size}

    def offset(self, position: Json) -> int:
        name, size = UNITS[self.encoding]
        line = self.text[self.starts[position["line"]] : self.ends[position["line"]][0]]
        units = line.encode(name)[: position["character"] * size]
        return self.starts[position["line"]] + len(units.decode(name))

    def at(self, part: str, shift: int = 0, number: int = 0) -> Json:
        """The position of a part of the text, `shift` characters into it. `number`: which one, from 0."""
        offset = -1
        for _ in range(number + 1):
            offset = self.text.index(part, offset + 1)
        return self.position(offset + shift)

    def range(self, part: str, number: int = 0) -> Json:
        return {"start": self.at(part, 0, number), "end": self.at(part, len(part), number)}

    @property
    def everything(self) -> Json:
        return {"start": {"line": 0, "character": 0}, "end": self.position(len(self.text))}

    def within(self, range: Json) -> str:
        """The text in a range."""
        return self.text[self.offset(range["start"]) : self.offset(range["end"])]

    def edited(self, edits: Iterable[Json]) -> str:
        """The text after edits that were all meant for it as it is."""
        places = sorted(
            (self.offset(edit["range"]["start"]), self.offset(edit["range"]["end"]), edit["newText"])
            for edit in edits
        )
        parts: list[str] = []
        end = 0
        for first, last, new in places:
            assert end <= first <= last, "edits overlap"
            parts += self.text[end:first], new
            end = last
        return "".join((*parts, self.text[end:]))
