"""整改单: the findings of a report as a worksheet on paper."""

from __future__ import annotations

from collections.abc import Iterator

from ..shared.listing import ListedFinding, Listing
from ..shared.markup import escaped
from ..shared.meanings import meaning_of
from ..shared.words import LINE, SEVERITIES, WAIVED
from . import wording


def sheet(number: int, file: Listing, lang: str) -> str:
    """The worksheet of one report, on pages of its own."""
    return "\n".join(_lines(number, file, lang)) + "\n"


def _lines(number: int, file: Listing, lang: str) -> Iterator[str]:
    yield f'<section class="sheet" data-report="r{number}"><h2>{escaped(wording.SHEET().text(lang))}</h2>'
    if file.agency or file.year:
        about = wording.SHEET_AGENCY(agency=file.agency or "____________", year=file.year or "______")
        yield f"<p>{escaped(about.text(lang))}</p>"
    yield f"<p>{escaped(wording.SHEET_FILE(path=file.path).text(lang))}</p>"
    heads = "".join(f"<th>{escaped(column().text(lang))}</th>" for column in wording.COLUMNS)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for count, entry in enumerate(file.entries, 1):
        cells = "".join(f"<td>{escaped(text)}</td>" for text in (count, *_cells(entry, lang)))
        yield f'<tr class="{"waived" if entry.waived else entry.severity.value}">{cells}</tr>'
    yield f'</tbody></table><p class="sign">{escaped(wording.SIGN().text(lang))}</p></section>'


def _cells(entry: ListedFinding, lang: str) -> Iterator[str]:
    yield (WAIVED if entry.waived else SEVERITIES[entry.severity])().text(lang)
    line = LINE(line=entry.region.start.line).text(lang) if entry.region else ""
    yield "\n".join(filter(None, (entry.place, line)))
    yield entry.message
    yield entry.remedy
    yield f"{entry.code} {meaning_of(entry.rule, lang).title}"
    yield entry.waived
