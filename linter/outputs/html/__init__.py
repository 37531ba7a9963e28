"""One page for all reports: their texts with findings beside them, their equations, and worksheets to print.

    Examination ──marks──▶ places of findings ──document, tables──▶ the text ──article──▶ a report on the page
    Listing ──sheet──▶ its 整改单

The page loads nothing: its style and script stand in it, and its security policy forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ....grammar.regex import Regex
from ...engine import Examination
from ...findings import Severity
from .. import Options
from ..shared.listing import Listing, counted, equations, listing, total
from ..shared.markup import escaped, tag
from ..shared.meanings import EXPLAIN, meanings_of
from ..shared.outcome import Outcome
from ..shared.words import FAILURE, SEVERITIES, WAIVED
from . import wording
from .article import article
from .marks import NUMBER
from .sheet import sheet

_FOLDER = Path(__file__).parent
_PLACE = Regex(r"\{\{(\w+)\}\}")
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


class Prepared(NamedTuple):
    """A report on the page."""

    article: str
    listing: Listing


class Writer:
    """Writes each report at once. Totals, the list of reports and the worksheets follow at the end.

    The style of the page puts them in their places.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.begun = False
        self.listings: list[Listing] = []

    def prepare(self, examination: Examination) -> Prepared:
        file = listing(examination, self.options)
        return Prepared(article(examination, file, self.options), file)

    def add(self, prepared: Prepared) -> str:
        self.listings.append(prepared.listing)
        return self._begin() + prepared.article.replace(NUMBER, str(len(self.listings)))

    def end(self, outcome: Outcome) -> str:
        return self._begin() + _filled(_template()[1], self._values(outcome))

    def _begin(self) -> str:
        """The page before the reports, the first time."""
        head = "" if self.begun else _filled(_template()[0], self._values(Outcome()))
        self.begun = True
        return head

    def _values(self, outcome: Outcome) -> dict[str, str]:
        """The texts for the places of the template."""
        from .... import __version__

        lang = self.options.lang
        numbered = list(enumerate(self.listings, 1))
        style, script = (_FOLDER.joinpath(name).read_text("utf-8") for name in ("page.css", "page.js"))
        values = {key: escaped(message().text(lang)) for key, message in wording.PAGE.items()}
        return values | {
            "language": _LANGUAGES[lang],
            "version": __version__,
            "date": escaped(self.options.date),
            "style": style,
            "script": script,
            "style_hash": _hash(style),
            "script_hash": _hash(script),
            "kind": "one" if len(self.listings) < 2 else "many",
            "verdict": escaped(outcome.sentence(self.options.lang)),
            "ready": outcome.verdict,
            "failures": "".join(_failures(outcome, lang)),
            "empty": "" if outcome.failures else values["nothing"],
            "totals": escaped(self._totals()),
            "filters": "".join(_filters(self.listings, lang)),
            "reports": "".join(_row(number, file, lang) for number, file in numbered),
            "sheets": "".join(sheet(number, file, lang) for number, file in numbered if file.entries),
            "rules": "".join(_rules(self.listings, lang)),
        }

    def _totals(self) -> str:
        files = self.listings
        checked = equations(total(file.verdicts for file in files), self.options.lang)
        reports = sum(file.checked for file in files)
        totals = wording.TOTALS(files=len(files), reports=reports, equations=checked)
        return totals.text(self.options.lang)


def _failures(outcome: Outcome, lang: str) -> Iterator[str]:
    """The parts of the run that failed, if there are several: the verdict says the first one."""
    if len(outcome.failures) > 1:
        for failure in outcome.failures:
            text = f"{FAILURE().text(lang)}：{failure.text(lang)}"
            yield f'<p class="failure">{escaped(text)}</p>\n'


def _template() -> list[str]:
    """The template before the reports, and behind them."""
    return _FOLDER.joinpath("page.html").read_text("utf-8").split("<!-- reports -->\n")


def _filled(template: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], template)


def _hash(text: str) -> str:
    """The name of an inline style or script in a security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _filters(listings: list[Listing], lang: str) -> Iterator[str]:
    """A box to tick for each severity, with the number of its findings."""
    counts = total(file.counts for file in listings)
    words = {severity.value: SEVERITIES[severity] for severity in Severity} | {"waived": WAIVED}
    for key, word in words.items():
        if key != "waived" or counts[key]:
            box = tag("input", type="checkbox", checked=True, data_filter=key)
            yield f'<label class="chip {key}">{box}{escaped(word().text(lang))} <b>{counts[key]}</b></label>'


def _row(number: int, file: Listing, lang: str) -> str:
    """A report in the list of reports."""
    counts = file.counts
    worst = next(
        (severity.value for severity in Severity if counts[severity.value]),
        "waived" if counts["waived"] else "clean",
    )
    about = " ".join(filter(None, (file.agency, str(file.year or ""))))
    said = counted(counts, lang, every=False) or wording.CLEAN().text(lang)
    spans = {"path": file.path, "about": about, "counts": said}
    name = "".join(f'<span class="{kind}">{escaped(text)}</span>' for kind, text in spans.items())
    return f'<li class="{worst}"><a href="#r{number}">{name}</a></li>\n'


def _rules(listings: list[Listing], lang: str) -> Iterator[str]:
    """The meanings of the rules that found something, and their reasons."""
    for rule in meanings_of((entry.rule for file in listings for entry in file.entries), lang):
        code = escaped(rule.code)
        yield f'<details class="rule" id="{code}">'
        yield f"<summary><code>{code}</code> {escaped(rule.title)}</summary>"
        yield f"<p>{escaped(rule.summary)}</p>"
        if lang == "zh":
            yield from (f"<h4>{escaped(title)}</h4><p>{escaped(text)}</p>" for title, text in rule.chapters)
        yield f"<p>{escaped(EXPLAIN(code=rule.code).text(lang))}</p></details>\n"
