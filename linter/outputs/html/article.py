"""One report on the page: its findings, its text, and what was verified."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import groupby

from ... import certificate
from ...audit import Audit, Verdict
from ...engine import Examination
from ...tables.arithmetic import formula, name_of
from .. import Options
from ..shared.listing import ListedFinding, Listing
from ..shared.markup import Verbatim, escaped, tag
from ..shared.words import LINE, SEVERITIES, WAIVED
from . import wording
from .document import document
from .marks import NUMBER, MarkedText, kind_of, marks_of
from .tables import cells_of


def article(examination: Examination, listing: Listing, options: Options) -> str:
    """A report as a part of the page, folded. `NUMBER` stands for its number."""
    return "\n".join(filter(None, _lines(examination, listing, options))) + "\n"


def _lines(examination: Examination, listing: Listing, options: Options) -> Iterator[str]:
    lang, counts = options.lang, listing.counts
    yield f'<details class="report{" faulty" * bool(listing.entries)}" id="r{NUMBER}">'
    year = wording.YEAR(year=listing.year).text(lang) if listing.year else ""
    about = " ".join(filter(None, (listing.agency, year)))
    words = {severity.value: word for severity, word in SEVERITIES.items()} | {"waived": WAIVED}
    badges = "".join(
        f'<b class="badge {kind}">{escaped(word().text(lang))} {counts[kind]}</b>'
        for kind, word in words.items()
        if counts[kind]
    )
    clean = "" if listing.entries else f'<b class="badge clean">{escaped(wording.CLEAN().text(lang))}</b>'
    spans = {"path": listing.path, "about": about}
    name = " ".join(f'<span class="{kind}">{escaped(text)}</span>' for kind, text in spans.items())
    yield f"<summary>{name} {badges}{clean}</summary>"
    source, marks = examination.source, marks_of(examination, listing)
    text = MarkedText(source, marks, examination.private) if source else None
    shown = list(_text(examination, text, lang))
    yield '<div class="columns"><div class="side">'
    yield from _findings(listing, text.placed if text else set(), lang)
    if examination.audit:
        yield from _certificate(examination, examination.audit, options)
    yield '</div><article class="text">'
    yield from shown
    yield "</article></div></details>"


def _text(examination: Examination, text: MarkedText | None, lang: str) -> Iterator[str]:
    if examination.report and examination.audit and text:
        yield from document(examination.report, text, cells_of(examination.audit), lang)
    else:
        yield f'<p class="note">{escaped(wording.UNREAD().text(lang))}</p>'


def _findings(listing: Listing, placed: Set[int], lang: str) -> Iterator[str]:
    if not listing.entries:
        yield f'<p class="nothing">{escaped(wording.NO_FINDINGS().text(lang))}</p>'
        return
    yield '<ol class="findings">'
    for number, entry in enumerate(listing.entries, 1):
        yield from _finding(number, entry, f' href="#r{NUMBER}-p{number}"' * (number in placed), lang)
    button = tag("button", type="button", data_print=Verbatim(f"r{NUMBER}"))
    yield f"</ol><p>{button}{escaped(wording.PRINT_THIS().text(lang))}</button></p>"


def _finding(number: int, entry: ListedFinding, link: str, lang: str) -> Iterator[str]:
    kind = kind_of(entry)
    word = (WAIVED if entry.waived else SEVERITIES[entry.severity])().text(lang)
    line = LINE(line=entry.region.start.line).text(lang) if entry.region else ""
    place = " · ".join(filter(None, (entry.place, line)))
    yield f'<li class="finding {kind}" id="r{NUMBER}-f{number}" data-f="{number}"><a{link}>'
    yield f'<b class="badge {kind}">{escaped(word)}</b> <span class="place">{escaped(place)}</span>'
    yield f'<span class="message">{escaped(entry.message)}</span></a>'
    if entry.waived:
        yield f'<p class="why">{escaped(entry.waived)}</p>'
    else:
        yield from (
            f'<p class="also">{escaped(wording.RELATED(text=text).text(lang))}</p>' for text in entry.related
        )
        yield from (f'<p class="fix">{escaped(offer)}</p>' for offer in entry.fixes)
    code = escaped(entry.code)
    yield f'<p class="code"><a href="#{code}">{code} {escaped(entry.name)}</a></p></li>'


def _certificate(examination: Examination, audit: Audit, options: Options) -> Iterator[str]:
    """Every equation with its verdict. The page shows them beside the cells too."""
    lang = options.lang
    verdicts = {verdict.value: audit.count(verdict) for verdict in Verdict}
    count = certificate.COUNT(count=len(audit.equations), **verdicts)
    summary = count if audit.equations else certificate.NONE()
    yield f'<details class="certificate"><summary>{escaped(summary.text(lang))}</summary>'
    yield from (f"<p>{escaped(fact)}</p>" for fact in _facts(examination, audit, options))
    number = 0
    for basis, group in groupby(audit.equations, key=lambda equation: equation.identity.basis):
        yield f"<h4>{escaped(basis)}</h4><table>"
        for equation in group:
            mark = f'<td class="{equation.verdict.value}">{wording.MARKS[equation.verdict]}</td>'
            name = f"<th>{escaped(name_of(equation))}</th>"
            yield f'<tr id="r{NUMBER}-e{number}">{mark}{name}<td>{escaped(formula(equation))}</td></tr>'
            number += 1
        yield "</table>"
    yield f"<p>{escaped(certificate.SIGN().text(lang))}</p></details>"


def _facts(examination: Examination, audit: Audit, options: Options) -> Iterator[str]:
    from .... import __version__

    if examination.source and examination.source.sha256:
        yield certificate.FILE(sha256=examination.source.sha256).text(options.lang)
    if options.date:
        yield certificate.WITH(
            version=__version__, format=audit.report.format.number, date=options.date
        ).text(options.lang)
