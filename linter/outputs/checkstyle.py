"""Checkstyle's XML, which Jenkins and many editors read."""

from __future__ import annotations

from ..engine import Examination
from . import Options
from .listing import ListedFinding, Listing, listing
from .markup import tag
from .words import WAIVED


class Writer:
    """Writes each file at once, also one without findings; the severity of one that is waived is `ignore`."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.begun = False

    def prepare(self, examination: Examination) -> str:
        return _file(listing(examination, self.options), self.options.lang)

    def add(self, prepared: str) -> str:
        return self._begin() + prepared

    def end(self) -> str:
        return self._begin() + "</checkstyle>\n"

    def _begin(self) -> str:
        from ... import __version__

        head = (
            ""
            if self.begun
            else f'<?xml version="1.0" encoding="UTF-8"?>\n{tag("checkstyle", version=f"nianbao-{__version__}")}\n'
        )
        self.begun = True
        return head


def _file(one: Listing, lang: str) -> str:
    errors = "".join(f"    {_error(entry, lang)}\n" for entry in one.entries)
    return f"  {tag('file', name=one.path)}\n{errors}  </file>\n"


def _error(entry: ListedFinding, lang: str) -> str:
    start = entry.region.start if entry.region else None
    message = f"{WAIVED().text(lang)}（{entry.waived}）：{entry.sentence}" if entry.waived else entry.sentence
    severity = "ignore" if entry.waived else entry.severity.value
    error = tag(
        "error",
        line=start.line if start else None, column=start.column if start else None, severity=severity, message=message, source=f"nianbao.{entry.code}",
    )  # fmt: skip
    return error.removesuffix(">") + "/>"
