"""One page for all reports: findings beside the text of each report, a list of what was verified, and a list to work off on paper.

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
from ..listing import Listing, counted, equations, listing, total
from ..markup import escaped, tag
from ..meanings import EXPLAIN, meanings_of
from ..words import SEVERITIES, WAIVED
from . import wording
from .article import article
from .marks import NUMBER
from .sheet import sheet

_FOLDER = Path(__file__).parent
_PLACE = Regex(r"\{\{(\w+)\}\}")
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


class Prepared(NamedTuple):
    """A report as a piece of the page, and its findings."""

    article: str
    listing: Listing


class Writer:
    """Writes each report at once; totals, the list of reports and the sheets follow at the end and are put in their places by the style."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.begun = False
        self.listings: list[Listing] = []

    def prepare(self, examination: Examination) -> Prepared:
        one = listing(examination, self.options)
        return Prepared(article(examination, one, self.options), one)

    def add(self, prepared: Prepared) -> str:
        self.listings.append(prepared.listing)
        return self._begin() + prepared.article.replace(NUMBER, str(len(self.listings)))

    def end(self) -> str:
        return self._begin() + _filled(_template()[1], self._values())

    def _begin(self) -> str:
        head = "" if self.begun else _filled(_template()[0], self._values())
        self.begun = True
        return head

    def _values(self) -> dict[str, str]:
        from .... import __version__

        lang = self.options.lang
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
            "totals": escaped(self._totals()),
            "filters": "".join(_filters(self.listings, lang)),
            "reports": "".join(_row(number, one, lang) for number, one in enumerate(self.listings, 1)),
            "sheets": "".join(
                sheet(number, one, self.options) for number, one in enumerate(self.listings, 1) if one.entries
            ),
            "rules": "".join(_rules(self.listings, lang)),
        }

    def _totals(self) -> str:
        checked = equations(total(one.verdicts for one in self.listings), self.options.lang)
        reports = sum(one.checked for one in self.listings)
        return wording.TOTALS(files=len(self.listings), reports=reports, equations=checked).text(
            self.options.lang
        )


def _template() -> list[str]:
    """What stands before the reports, and what behind them."""
    return _FOLDER.joinpath("page.html").read_text("utf-8").split("<!-- reports -->\n")


def _filled(template: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], template)


def _hash(text: str) -> str:
    """As a security policy names an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _filters(listings: list[Listing], lang: str) -> Iterator[str]:
    """A box to tick for each severity, with the number of its findings."""
    counts = total(one.counts for one in listings)
    words = {severity.value: SEVERITIES[severity] for severity in Severity} | {"waived": WAIVED}
    for key, word in words.items():
        if key != "waived" or counts[key]:
            box = tag("input", type="checkbox", checked=True, data_filter=key)
            yield f'<label class="chip {key}">{box}{escaped(word().text(lang))} <b>{counts[key]}</b></label>'


def _row(number: int, one: Listing, lang: str) -> str:
    counts = one.counts
    worst = next(
        (severity.value for severity in Severity if counts[severity.value]),
        "waived" if counts["waived"] else "clean",
    )
    about = " ".join(filter(None, (one.agency, str(one.year or ""))))
    said = counted(counts, lang, every=False) or wording.CLEAN().text(lang)
    name = f'<span class="path">{escaped(one.path)}</span><span class="about">{escaped(about)}</span><span class="counts">{escaped(said)}</span>'
    return f'<li class="{worst}"><a href="#r{number}">{name}</a></li>\n'


def _rules(listings: list[Listing], lang: str) -> Iterator[str]:
    """What the rules that found something mean, and why."""
    for rule in meanings_of((entry.rule for one in listings for entry in one.entries), lang):
        yield f'<details class="rule" id="{escaped(rule.code)}"><summary><code>{escaped(rule.code)}</code> {escaped(rule.title)}</summary>'
        yield f"<p>{escaped(rule.summary)}</p>"
        if lang == "zh":
            yield from (f"<h4>{escaped(title)}</h4><p>{escaped(text)}</p>" for title, text in rule.chapters)
        yield f"<p>{escaped(EXPLAIN(code=rule.code).text(lang))}</p></details>\n"
