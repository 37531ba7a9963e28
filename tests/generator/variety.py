"""Clean reports as different from each other as real ones: `clean(rng)` is the text of one.

Nothing is wrong with them: the format of the year, figures that add up, prose that agrees with the tables,
dates in time. A linter that finds an error or a warning there raises a false alarm. `CleanReport.forms`
tells which wordings and shapes a report has.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from tests.generator.accounts import Facts, decisions, files, remedies, requests
from tests.generator.bodies import Body, body
from tests.generator.closings import other, problems
from tests.generator.drafts import FORMATS, Draft, Section, draft, random_figures
from tests.generator.openings import date, preamble, signature, title
from tests.generator.overviews import overview
from tests.generator.pen import Pen
from tests.generator.styles import STYLES, Variant, render


@dataclass(frozen=True)
class CleanReport:
    """A clean report and what it is made of."""

    text: str
    body: Body
    year: int
    format_id: str
    style: str
    forms: tuple[str, ...]
    """The choices that were made, as “name: choice”."""


def clean(rng: random.Random) -> str:
    """The text of a clean report."""
    return clean_report(rng).text


def clean_report(rng: random.Random, styles: Collection[str] = tuple(STYLES)) -> CleanReport:
    """A clean report of any body, year and wording, written down in one of some styles."""
    pen = Pen(rng)
    reporting, year = body(pen), pen.choose("year", {str(year): year for year in range(2019, 2026)})
    shorter = (reporting.call, reporting.place, reporting.superior, reporting.we)
    pen.names = (reporting.name, *sorted(shorter, key=lambda name: not name.startswith(reporting.place)))
    base = _tables(rng, reporting, year)
    facts = Facts(
        reporting,
        year,
        {(table.id, *key): text for table in base.tables() for key, text in table.figures().items()},
    )
    (style,) = pen.choose("style", {style: (style,) for style in styles})
    written = _written(pen, base, facts)
    text = _dressed(pen, written, style)
    prose = (text for section in written.sections for text in section.body)
    forms = pen.used(("".join(written.title), *written.preamble, *prose, written.signature + written.date))
    return CleanReport(text, reporting, year, base.format_id, style, forms)


def _tables(rng: random.Random, reporting: Body, year: int) -> Draft:
    """A draft with figures that a body of this kind can have; its prose is replaced."""
    format_id = "2021" if year >= 2021 else "2019"
    figures = random_figures(rng, format_id)
    if not reporting.makes_rules:
        figures["disclosure"]["规章"] = dict.fromkeys(figures["disclosure"]["规章"], 0)
    return draft(rng, figures, agency=reporting.name, year=year, format_id=format_id)


def _written(pen: Pen, base: Draft, facts: Facts) -> Draft:
    """The draft with all of its prose in varied words."""
    source = FORMATS[base.format_id]
    parts = [section["title"] for section in source["sections"]]
    under, agency, dated = signature(pen, facts, date(pen, facts))
    bodies = {
        "overview": overview(pen, facts),
        "proactive": _before_table(
            pen, "disclosure", files(pen, facts) + pen.perhaps(0.5, decisions(pen, facts))
        ),
        "requests": _before_table(pen, "requests", requests(pen, facts)),
        "remedies": _before_table(pen, "remedies", remedies(pen, facts)),
        "problems": problems(pen, facts),
        "other": other(pen, facts),
    }
    opening = ((under,) if under else ()) + preamble(pen, facts, source["document"], parts)
    sections = tuple(replace(section, body=bodies[section.id]) for section in base.sections)
    return replace(
        base, title=title(pen, facts), preamble=opening, sections=sections, signature=agency, date=dated
    )


def _before_table(pen: Pen, table: str, text: str) -> tuple[str, ...]:
    """Lines that may stand between a heading and its table."""
    weights = (12, 3, 1, 1 if table != "disclosure" else 0)
    lines = pen.choose(
        f"before {table}",
        {"nothing": [], "prose": [text], "pointer": ["具体情况见下表："], "unit": ["（单位：件）"]},
        weights,
    )
    return tuple(filter(None, lines))


# ── Dress ─────────────────────────────────────────────────────────────────


def _dressed(pen: Pen, report: Draft, style: str) -> str:
    """The text with indents, bold type, lines as a PDF reader breaks them, and other changes of form only."""
    markdown = style.startswith(("gfm", "markdown"))
    indents = {"none": ("",), "U+3000": ("\u3000\u3000",), "NBSP": ("\u00a0" * 4,), "blanks": ("    ",)}
    (indent,) = pen.choose("indent", indents, (6, 4, 1, 0 if markdown else 1))
    bold = pen.choose("bold", {"none": False, "headings and labels": True}, (2, 1)) if markdown else False
    wrap = (
        pen.choose("lines", {"whole": 0, "wrapped": pen.number(30, 42)}, (1, 1)) if style == "inline" else 0
    )
    (blank,) = pen.choose(
        "blanks around figures", {"none": ("",), "blank": (" ",), "NBSP": ("\u00a0",)}, (10, 2, 1)
    )

    def dressed(paragraph: str) -> str:
        paragraph = _AROUND_FIGURES.sub(blank, paragraph)
        if bold:
            paragraph = _LABEL.sub(r"**\g<0>**", paragraph, count=1)
        return _wrapped(indent + paragraph, wrap) if wrap else indent + paragraph

    def section(one: Section) -> Section:
        numeral, name = (
            (f"**{one.numeral}", f"{one.title}**")
            if bold and style != "markdown"
            else (one.numeral, one.title)
        )
        return replace(one, numeral=numeral, title=name, body=tuple(map(dressed, one.body)))

    report = replace(
        report, preamble=tuple(map(dressed, report.preamble)), sections=tuple(map(section, report.sections))
    )
    width = pen.choose("punctuation", {"as usual in the style": None, "half": True, "full": False}, (2, 1, 2))
    crlf = pen.choose("line ends", {"LF": False, "CRLF": True}, (3, 1))
    shared = (
        pen.choose("headings", {"own line": False, "with text behind": True}, (12, 1))
        and not indent
        and not bold
    )
    return render(report, style, pen.rng, Variant(crlf=crlf, halfwidth=width, inline_headings=shared))


_AROUND_FIGURES = re.compile("(?<=[一-龥])(?=[0-9])|(?<=[0-9])(?=[一-龥])")
_LABEL = re.compile("^(?:（[一二三四五六七]）、?|[1-7][.、])[^。：，]{2,24}(?:[。：]|$)")


def _wrapped(paragraph: str, width: int) -> str:
    """A paragraph in lines of about this many characters, none of which begins with a closing mark."""
    lines, line = [], ""
    for run in _RUN.findall(paragraph):
        if line and len(line) + len(run) > width and run[0] not in "，。；：、）》”？！%":
            lines.append(line)
            line = ""
        line += run
    return "\n".join([*lines, line])


_RUN = re.compile(r"[!-~]+|.")
