"""The report of the year before, if it lies in the same folder.

It is looked for when somebody asks. Other folders of the workspace are never searched.
"""

from __future__ import annotations

import os
from pathlib import Path

from ...grammar import Report, parse
from ...linter import ReadError
from ...linter.readers import HTML, TEXT, WORD, from_bytes, readable

_MARKED_UP = frozenset((*HTML, WORD.suffixes[0]))  # a name may be in pieces in them
_SUFFIXES = _MARKED_UP.union(TEXT.suffixes)  # kinds of files that are read quickly
_LIMIT = 2 * 2**20  # bytes; larger files are not read
_FILES = 400  # of a folder; further ones are not read
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


class Archive:
    """Reports on disk. A file is read once for every change of it."""

    def __init__(self) -> None:
        # By path, agency and year: the time and size of the file when it was read, and the report.
        self._known: dict[tuple[str, str, int], tuple[tuple[int, int], Report | None]] = {}

    def before(self, report: Report, path: Path | None) -> Report | None:
        """The report of the same agency for the year before, from the same folder.

        None if there is none, or if the report does not say its agency or year.
        """
        if path is None or report.year is None or report.agency is None:
            return None
        agency, year = report.agency.value, report.year.value - 1
        return next(filter(None, (self._report(entry, agency, year) for entry in _files(path))), None)

    def _report(self, entry: os.DirEntry[str], agency: str, year: int) -> Report | None:
        key = (entry.path, agency, year)
        try:
            status = entry.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if key not in self._known or self._known[key][0] != stamp:
                self._known[key] = (stamp, _read(Path(entry.path), agency, year))
        except OSError:
            return None
        return self._known[key][1]


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
    """The report in a file, if it is that of an agency for a year.

    Most files need not be read: their bytes lack the name or the year.
    """
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
