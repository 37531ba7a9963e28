"""For GitLab: a Code Quality report, which its merge requests show."""

from __future__ import annotations

import hashlib
from typing import Any

from ..engine import Examination
from ..findings import Severity
from ..messages import Phrase
from . import Options
from .shared.items import Items, line
from .shared.listing import ListedFinding, listing
from .shared.outcome import Outcome
from .shared.words import FAILURE, WAIVED

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class Writer:
    """Writes one list with an issue on each line. A waived finding is information that says so first."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.issues = Items()

    def prepare(self, examination: Examination) -> list[str]:
        file = listing(examination, self.options)
        return [line(_issue(file.path, entry, self.options.lang)) for entry in file.entries]

    def add(self, prepared: list[str]) -> str:
        return self.issues.add(prepared)

    def end(self, outcome: Outcome) -> str:
        failures = [line(_failure(failure, self.options.lang)) for failure in outcome.failures]
        return f"{self.issues.add(failures)}{self.issues.end()}\n"


def _failure(failure: Phrase, lang: str) -> dict[str, Any]:
    """A part of the run that failed, at the path that it is about."""
    text, path = failure.text(lang), str(failure.values.get("path", "."))
    return {
        "description": f"{FAILURE().text(lang)}：{text}",
        "check_name": "nianbao",
        "fingerprint": hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest(),
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": 1}},
    }


def _issue(path: str, entry: ListedFinding, lang: str) -> dict[str, Any]:
    waived = f"{WAIVED().text(lang)}（{entry.waived}）：" if entry.waived else ""
    # Two files may have a finding with the same fingerprint, of which GitLab would drop the second one.
    unique = f"{path}\n{entry.fingerprint}".encode("utf-8", "surrogateescape")
    return {
        "description": f"{waived}{entry.advice}（{entry.code} {entry.name}）",
        "check_name": entry.code,
        "fingerprint": hashlib.sha256(unique).hexdigest(),
        "severity": "info" if entry.waived else _SEVERITIES[entry.severity],
        "location": {"path": path, "lines": {"begin": entry.region.start.line if entry.region else 1}},
    }
