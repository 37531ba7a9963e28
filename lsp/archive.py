"""The report of the year before, where it lies beside: looked for when somebody asks, never by going through the workspace."""

from __future__ import annotations

import os
from pathlib import Path

from ..grammar import Report, parse
from ..linter import ReadError
from ..linter.readers import from_bytes, readable

_SUFFIXES = frozenset(
    {".md", ".markdown", ".txt", ".text", ".html", ".htm", ".docx"}
)  # what is read in no time
_MARKED_UP = frozenset({".html", ".htm", ".docx"})  # where a name may be in pieces
_LIMIT = 2 * 2**20  # bytes of a file that is looked into
_FILES = 400  # of a folder that are looked into
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


class Archive:
    """Reports on disk, looked into once for every change of a file."""

    def __init__(self) -> None:
        self._looked_into: dict[tuple[str, str, int], tuple[tuple[int, int], Report | None]] = {}

    def before(self, report: Report, path: Path | None) -> Report | None:
        """The same body's report of the year before in the same folder; None where there is none, or the report does not say whose or of which year it is."""
        if path is None or report.year is None or report.agency is None:
            return None
        agency, year = report.agency.value, report.year.value - 1
        return next(filter(None, (self._report(entry, agency, year) for entry in _files(path))), None)

    def _report(self, entry: os.DirEntry[str], agency: str, year: int) -> Report | None:
        key = (entry.path, agency, year)
        try:
            status = entry.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if key not in self._looked_into or self._looked_into[key][0] != stamp:
                self._looked_into[key] = (stamp, _read(Path(entry.path), agency, year))
        except OSError:
            return None
        return self._looked_into[key][1]


def _files(path: Path) -> list[os.DirEntry[str]]:
    """The other files of a folder that may be reports, by name."""
    try:
        with os.scandir(path.parent) as entries:
            found = [entry for entry in entries if entry.name != path.name and _may_be_report(entry)]
    except OSError:
        return []
    return sorted(found, key=lambda entry: entry.name)[:_FILES]


def _may_be_report(entry: os.DirEntry[str]) -> bool:
    name = Path(entry.name)
    return (
        name.suffix.lower() in _SUFFIXES
        and readable(name)
        and entry.is_file()
        and entry.stat().st_size <= _LIMIT
    )


def _read(path: Path, agency: str, year: int) -> Report | None:
    """The report in a file, if it is this body's of this year. Most files are put aside by what their bytes lack."""
    data = path.read_bytes()
    if path.suffix.lower() not in _MARKED_UP and not all(
        any(text.encode(encoding) in data for encoding in _ENCODINGS) for text in (agency, str(year))
    ):
        return None
    try:
        report = parse(from_bytes(data, str(path)))
    except ReadError:
        return None
    ours = (
        report.recognised
        and report.year
        and report.agency
        and (report.year.value, report.agency.value) == (year, agency)
    )
    return report if ours else None
