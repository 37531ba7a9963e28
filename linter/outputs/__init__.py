"""Findings as text: one module for each format, one function `render(examinations, options) -> str`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from ..engine import Examination

FORMATS = ("text", "json")


@dataclass(frozen=True, slots=True)
class Options:
    """`colour`: for a terminal; `brief`: one line a finding."""

    lang: str = "zh"
    colour: bool = False
    brief: bool = False


def render(format: str, examinations: Sequence[Examination], options: Options) -> str:
    """All findings in one of FORMATS; ends with a line end unless empty."""
    module = import_module(f".{format}", __name__)
    return cast(Callable[[Sequence[Examination], Options], str], module.render)(examinations, options)
