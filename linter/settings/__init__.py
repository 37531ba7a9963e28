"""The configuration of each file: the options, then the configuration file found upwards from it.

    files.py ──▶ tables.py, cells.py, patterns.py, extensions.py ──▶ configuration.py ──▶ Settings

`Settings` finds the file, reads it once, and puts the options (`Wishes`) over it. `clock.py` is the day of a
check.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from ...grammar import Level
from ..config import Config, Lang, UsageError
from ..findings import Severity
from ..messages import Phrase
from ..registry import ALWAYS, UnknownRule, codes
from . import files
from .tables import SWITCH_OFF, unknown_rule

if TYPE_CHECKING:
    from .configuration import Configuration

__all__ = ["Settings", "UsageError", "Wishes"]


class Wishes(Struct, frozen=True):
    """The values of options, which override configurations. Rules are codes, their beginnings, or names."""

    select: tuple[str, ...] = ()  # replaces both lists of a configuration
    ignore: tuple[str, ...] = ()  # is added to that of a configuration
    severity: Mapping[str, Severity] = field(default_factory=dict)  # by rule
    year: int | None = None
    level: Level | None = None
    lang: Lang | None = None
    baseline: Path | None = None
    new_baseline: Path | None = None  # that the run will write, so it need not exist
    today: date | None = None  # see `Config`

    def over(self, config: Config) -> Config:
        """A configuration with these wishes. Raises `UnknownRule`."""
        own = config.rules
        severity = {code: level for rule, level in self.severity.items() for code in codes([rule], own)}
        return replace(
            config,
            select=frozenset(codes(self.select, own)) if self.select else config.select,
            ignore=frozenset(codes(self.ignore, own)) | (frozenset() if self.select else config.ignore),
            severity={**config.severity, **severity},
            year=self.year or config.year,
            level=self.level or config.level,
            lang=self.lang or config.lang,
            today=self.today,
        )


class Settings:
    """The configuration of every report. A configuration file is read once in each process.

    `file`: the configuration file for all reports. Without it, each report has the one found upwards from it,
    or none if `search` is false. `trusted`: whether a configuration may name rules of its own, which are
    code. If not, one that does so raises `UsageError`.
    """

    def __init__(
        self,
        wishes: Wishes | None = None,
        file: Path | None = None,
        search: bool = True,
        trusted: bool = True,
    ) -> None:
        self.wishes, self.file, self.search, self.trusted = wishes or Wishes(), file, search, trusted
        self._by_folder: dict[Path, Configuration | None] = {}
        self._read: dict[Path, Configuration] = {}
        self._wished: dict[Path | None, Config] = {}
        self._accepted: dict[Path, frozenset[str]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Settings, (self.wishes, self.file, self.search, self.trusted)

    def for_file(self, path: str | Path) -> Config:
        """The configuration of a report, which need not exist. Raises `UsageError`."""
        configuration = self.configuration(path)
        key = configuration.path if configuration else None
        if key not in self._wished:
            self._wished[key] = self._with_wishes(
                configuration.config if configuration else Config(), configuration
            )
        config = configuration.for_file(Path(path)) if configuration else None
        return (
            self._with_wishes(config, configuration)
            if configuration and config and config is not configuration.config
            else self._wished[key]
        )

    def includes(self, path: str | Path, default: bool = True) -> bool:
        """Whether a file that the user did not name is to be checked. Raises `UsageError`.

        `default`: the answer if no configuration says anything.
        """
        configuration = self.configuration(path)
        return configuration.includes(Path(path), default) if configuration else default

    def verify(self, paths: Iterable[str | Path]) -> None:
        """Read the configurations of some files. Raises `UsageError` with all their faults at once."""
        phrases: dict[str, Phrase] = {}
        for folder in dict.fromkeys(Path(os.path.abspath(path)).parent for path in paths):
            try:
                self.for_file(folder / "_")
            except UsageError as error:  # noqa: PERF203  # to report all at once
                phrases |= {phrase.text("en"): phrase for phrase in error.phrases}
        if phrases:
            raise UsageError(*phrases.values())

    def configuration(self, path: str | Path) -> Configuration | None:
        """The configuration file of a report; None if there is none. Raises `UsageError`."""
        if self.file:
            return self._configuration(self.file)
        if not self.search:
            return None
        folder = Path(os.path.abspath(path)).parent
        if folder not in self._by_folder:
            found = files.above(folder)
            self._by_folder[folder] = self._configuration(found) if found else None
        return self._by_folder[folder]

    def baseline_file(self, configuration: Configuration | None) -> Path | None:
        """The baseline for the reports of a configuration."""
        return (
            self.wishes.new_baseline
            or self.wishes.baseline
            or (configuration.baseline if configuration else None)
        )

    def _configuration(self, path: Path) -> Configuration:
        from .configuration import read_configuration  # only for those who have one

        if path not in self._read:
            self._read[path] = read_configuration(files.named(path), self.trusted)
        return self._read[path]

    def _with_wishes(self, config: Config, configuration: Configuration | None) -> Config:
        for code in self.wishes.ignore:
            if code.upper() in ALWAYS:
                raise UsageError(SWITCH_OFF(code=code.upper(), key="--ignore"))
        try:
            config = self.wishes.over(config)
        except UnknownRule as error:
            raise UsageError(unknown_rule(error)) from error
        baseline = self.baseline_file(configuration)
        if baseline is None or (baseline == self.wishes.new_baseline and not baseline.exists()):
            return config
        if baseline not in self._accepted:
            from ..baseline import Baseline  # only for those who have one

            self._accepted[baseline] = Baseline.load(baseline).fingerprints
        return replace(config, baseline=self._accepted[baseline])
