"""Checkstyle's XML, which Jenkins and many editors read."""

from __future__ import annotations

from ..engine import Examination
from ..messages import Phrase
from . import Options
from .shared.listing import ListedFinding, Listing, listing
from .shared.markup import tag
from .shared.outcome import Outcome
from .shared.words import FAILURE, WAIVED


class Writer:
    """Writes each file at once, also if it has no findings. Waived findings have the severity `ignore`."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.begun = False

    def prepare(self, examination: Examination) -> str:
        return _file(listing(examination, self.options), self.options.lang)

    def add(self, prepared: str) -> str:
        return self._begin() + prepared

    def end(self, outcome: Outcome) -> str:
        failures = "".join(_failure(failure, self.options.lang) for failure in outcome.failures)
        return f"{self._begin()}{failures}</checkstyle>\n"

    def _begin(self) -> str:
        """The beginning of the document, the first time."""
        from ... import __version__

        if self.begun:
            return ""
        self.begun = True
        root = tag("checkstyle", version=f"nianbao-{__version__}")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def _file(file: Listing, lang: str) -> str:
    errors = "".join(f"    {_error(entry, lang)}\n" for entry in file.entries)
    return f"  {tag('file', name=file.path)}\n{errors}  </file>\n"


def _failure(failure: Phrase, lang: str) -> str:
    """A part of the run that failed, as an error of the path that it is about."""
    message = f"{FAILURE().text(lang)}：{failure.text(lang)}"
    error = tag("error", severity="error", message=message, source="nianbao").removesuffix(">") + "/>"
    return f"  {tag('file', name=failure.values.get('path', '.'))}\n    {error}\n  </file>\n"


def _error(entry: ListedFinding, lang: str) -> str:
    start = entry.region.start if entry.region else None
    waived = f"{WAIVED().text(lang)}（{entry.waived}）：" if entry.waived else ""
    error = tag(
        "error",
        line=start.line if start else None,
        column=start.column if start else None,
        severity="ignore" if entry.waived else entry.severity.value,
        message=f"{waived}{entry.advice}",
        source=f"nianbao.{entry.code}",
    )
    return error.removesuffix(">") + "/>"
