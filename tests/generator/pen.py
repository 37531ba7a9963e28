"""Choices that are remembered, so that a false alarm can be traced to the wording that raised it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Form(NamedTuple):
    """Something chosen. `text`: what must be found in the report if it was used, empty for a shape."""

    name: str
    text: str


@dataclass
class Pen:
    """Draws from `rng`; `forms` are the choices so far, also those that came to nothing."""

    rng: random.Random
    forms: list[Form] = field(default_factory=list)
    names: tuple[str, ...] = ()
    """Names that differ from report to report and so say nothing of a form, those first that hold others."""

    def choose(self, what: str, options: Mapping[str, T], weights: Sequence[float] | None = None) -> T:
        """One of several options by their names."""
        (name,) = self.rng.choices(list(options), weights)
        option = options[name]
        self.forms.append(Form(f"{what}: {name}", option if isinstance(option, str) else ""))
        return option

    def say(self, what: str, *texts: str) -> str:
        """One of several texts, remembered by how it begins."""
        (text,) = self.several(what, texts, 1)
        return text

    def several(self, what: str, texts: Sequence[str], count: int) -> list[str]:
        """Some of several texts, each at most once, in any order."""
        chosen = self.rng.sample(texts, min(count, len(texts)))
        self.forms += [Form(f"{what}: {self._beginning(text)}", text) for text in chosen]
        return chosen

    def perhaps(self, share: float, text: str) -> str:
        """The text with this probability, otherwise nothing."""
        return text if self.rng.random() < share else ""

    def number(self, low: int, high: int) -> int:
        return self.rng.randint(low, high)

    def used(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The names of the forms that made it into these texts."""
        whole = "\n".join(texts)
        return tuple(dict.fromkeys(form.name for form in self.forms if form.text in whole))

    def _beginning(self, text: str) -> str:
        """How a text begins, the same in all reports that have it."""
        for name in self.names:
            text = text.replace(name, "…")
        return re.sub("[0-9]+", "n", text)[:_BEGINNING] or "nothing"


_BEGINNING = 10  # characters that tell one text of a kind from the others
