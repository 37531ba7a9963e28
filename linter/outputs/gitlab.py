"""For GitLab: a Code Quality report, which its merge requests show."""

from __future__ import annotations

import hashlib
from typing import Any

from ..engine import Examination
from ..findings import Severity
from . import Options
from .items import Items, line
from .listing import ListedFinding, listing
from .words import WAIVED

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class Writer:
    """Writes one list, an issue a line. One that is waived is only information, and its description begins with saying so."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.issues = Items()

    def prepare(self, examination: Examination) -> list[str]:
        one = listing(examination, self.options)
        return [line(_issue(one.path, entry, self.options.lang)) for entry in one.entries]

    def add(self, prepared: list[str]) -> str:
        return self.issues.add(prepared)

    def end(self) -> str:
        return self.issues.end() + "\n"


def _issue(path: str, entry: ListedFinding, lang: str) -> dict[str, Any]:
    waived = f"{WAIVED().text(lang)}（{entry.waived}）：" if entry.waived else ""
    return {
        "description": f"{waived}{entry.sentence}（{entry.code} {entry.name}）",
        "check_name": entry.code,
        # Those of two files may be the same, and GitLab drops what it has seen.
        "fingerprint": hashlib.sha256(
            f"{path}\n{entry.fingerprint}".encode("utf-8", "surrogateescape")
        ).hexdigest(),
        "severity": "info" if entry.waived else _SEVERITIES[entry.severity],
        "location": {"path": path, "lines": {"begin": entry.region.start.line if entry.region else 1}},
    }
