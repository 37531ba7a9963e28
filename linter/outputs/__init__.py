"""Findings as text: one module for each format, with a class `Writer`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from ..engine import Examination

FORMATS = ("text", "json")


@dataclass(frozen=True, slots=True)
class Options:
    """`colour`: for a terminal; `brief`: one line a finding; `passed`: also what was verified, on a `date`."""

    lang: str = "zh"
    colour: bool = False
    brief: bool = False
    passed: bool = False
    date: str = ""


class Writer(Protocol):
    """Takes examinations one after another and keeps no report alive, so that a folder of any size can be checked."""

    def add(self, examination: Examination) -> str:
        """What can be written at once."""

    def end(self) -> str:
        """What remains to be written."""


def writer(format: str, options: Options) -> Writer:
    """The writer of one of FORMATS."""
    module: Any = import_module(f".{format}", __name__)
    made: Writer = module.Writer(options)
    return made
