"""For GitHub Actions: workflow commands, which become annotations beside the lines."""

from __future__ import annotations

from ..engine import Examination
from ..findings import Severity
from ..messages import visible
from . import Options
from .shared.listing import ListedFinding, listing
from .shared.outcome import Outcome
from .shared.words import FAILURE, WAIVED

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})
_MESSAGE = str.maketrans(_DATA)


class Writer:
    """Writes the commands of each file at once. A waived finding is a notice that says so."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def prepare(self, examination: Examination) -> str:
        file = listing(examination, self.options)
        return "".join(_command(file.path, entry, self.options.lang) for entry in file.entries)

    def add(self, prepared: str) -> str:
        return prepared

    def end(self, outcome: Outcome) -> str:
        return "".join(
            _failure(failure.text(self.options.lang), self.options) for failure in outcome.failures
        )


def _failure(text: str, options: Options) -> str:
    """The command for a part of the run that failed."""
    title = FAILURE().text(options.lang).translate(_PROPERTY)
    return f"::error title={title}::{visible(text).translate(_MESSAGE)}\n"


def _command(path: str, entry: ListedFinding, lang: str) -> str:
    command, title, message = _COMMANDS[entry.severity], f"{entry.code} {entry.name}", entry.advice
    if entry.waived:
        waived = WAIVED().text(lang)
        command, title, message = "notice", f"{title} {waived}", f"{message}\n{waived}：{entry.waived}"
    properties: dict[str, object] = {"file": path}
    if entry.region:
        start, end = entry.region
        properties |= {"line": start.line, "endLine": end.line}
        if start.line == end.line:  # GitHub takes no columns of a range over several lines
            properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = title
    listed = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{command} {listed}::{visible(message).translate(_MESSAGE)}\n"
