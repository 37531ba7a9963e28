"""Findings as text: one module for each format, with a class `Writer`."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, Protocol

from msgspec import Struct, field

from ..engine import Examination
from ..findings import Severity

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown", "html")


class Options(Struct, frozen=True):
    """`colour`: for a terminal; `brief`: one line a finding; `passed`: also what was verified, on a `date`; `fail_on`: the severity from which on a finding
    makes the run fail, None for never; `compared`: with a baseline; `root`: the folder that paths are relative to where a format asks for that."""

    lang: str = "zh"
    colour: bool = False
    brief: bool = False
    passed: bool = False
    date: str = ""
    fail_on: Severity | None = Severity.ERROR
    compared: bool = False
    root: str = field(default_factory=os.getcwd)

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity makes the run fail."""
        return self.fail_on is not None and severity.rank >= self.fail_on.rank


class Writer(Protocol):
    """Takes examinations one after another and keeps no report alive, so that a folder of any size can be checked.

    Files may be examined in several processes (`check --jobs`): `prepare` runs where a file was examined, each process having a writer of its own, and
    `add` and `end` run where the output is written. Only what `prepare` returns goes from one to the other.
    """

    def prepare(self, examination: Examination) -> Any:
        """All that the output needs of one file: small, picklable (text, numbers, lists, dicts, tuples of them), and not dependent on other files."""

    def add(self, prepared: Any) -> str:
        """Take what was prepared of the next file; returns what can be written at once."""

    def end(self) -> str:
        """What remains to be written."""


def writer(format: str, options: Options) -> Writer:
    """The writer of one of FORMATS."""
    module: Any = import_module(f".{format}", __name__)
    made: Writer = module.Writer(options)
    return made
