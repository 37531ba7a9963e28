"""For GitLab: a Code Quality report, which its merge requests show."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from ..engine import Examination
from ..findings import Severity
from . import Options
from .listing import Entry, listing
from .words import WAIVED

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class Writer:
    """Writes one list at the end. One that is waived is only information, and its description begins with saying so."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.issues: list[dict[str, Any]] = []

    def prepare(self, examination: Examination) -> list[dict[str, Any]]:
        one = listing(examination, self.options)
        return [_issue(one.path, entry, self.options.lang) for entry in one.entries]

    def add(self, prepared: list[dict[str, Any]]) -> str:
        self.issues += prepared
        return ""

    def end(self) -> str:
        return json.dumps(self.issues, ensure_ascii=False, indent=2) + "\n"


def _issue(path: str, entry: Entry, lang: str) -> dict[str, Any]:
    waived = f"{WAIVED().text(lang)}（{entry.waived}）：" if entry.waived else ""
    return {
        "description": f"{waived}{entry.sentence}（{entry.code} {entry.name}）",
        "check_name": entry.code,
        # Those of two files may be the same, and GitLab drops what it has seen.
        "fingerprint": hashlib.sha256(f"{path}\n{entry.fingerprint}".encode("utf-8", "surrogateescape")).hexdigest(),
        "severity": "info" if entry.waived else _SEVERITIES[entry.severity],
        "location": {"path": path, "lines": {"begin": entry.region.start.line if entry.region else 1}},
    }
