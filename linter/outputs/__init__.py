"""Findings as text, in formats for people, programs and platforms.

    Examination ──Writer.prepare──▶ what the output needs of it ──add──▶ text, file by file ──end──▶ the rest

Most formats start from `listing`, which has the findings of a file in the language of the output. Only
`regions` knows lines, columns, paths and URIs. `words` has words that formats share, `meanings` explains
rules, `outcome` says what the run came to.

A new format touches two files here: its module, with a class `Writer(options)`; and `FORMATS` below, from
which the command, the configuration and the schema of the editors are derived. Tests compare what all formats
tell, so they need a function that reads it back (tests/linter/outputs/counting.py, and for places
tests/differential/places.py). Both READMEs have a table of formats.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct, field

from ..engine import Examination
from ..findings import Severity

if TYPE_CHECKING:
    from .shared.outcome import Outcome

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown", "html")


class Options(Struct, frozen=True):
    """Wishes of the user, which each format follows as far as it can."""

    lang: str = "zh"
    colour: bool = False  # for a terminal
    brief: bool = False  # one line for each finding
    passed: bool = False  # also tell what was verified
    date: str = ""  # of the check, for what was verified
    fail_on: Severity | None = Severity.ERROR  # the least severity that makes the run fail; None for none
    max_warnings: int | None = None  # more warnings make the run fail; None for any number
    statistics: bool = False  # also count the findings of each rule and file
    compared: bool = False  # with a baseline
    selected: bool = False  # only some rules run, so that a report without findings may still have faults
    root: str = field(default_factory=os.getcwd)  # the folder that relative paths start from

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity makes the run fail."""
        return self.fail_on is not None and severity.rank >= self.fail_on.rank


class Writer(Protocol):
    """Takes examinations one after another and keeps no report, so that a folder of any size can be checked.

    Files may be examined in several processes (`check --jobs`), each with a writer. `prepare` runs where a
    file is examined, `add` and `end` where the output is written. Only prepared values pass between them.
    """

    def prepare(self, examination: Examination) -> Any:
        """Everything that the output needs of one file.

        It is small, can be pickled, and does not depend on other files.
        """

    def add(self, prepared: Any) -> str:
        """Take the next prepared file. Returns the text that can be written at once."""

    def end(self, outcome: Outcome) -> str:
        """The rest of the text, after all files: what the run came to, and why a part of it failed."""


def writer(format: str, options: Options) -> Writer:
    """The writer of one of FORMATS."""
    module: Any = import_module(f".{format}", __name__)
    made: Writer = module.Writer(options)
    return made
