"""Files of every kind that a check may meet, examined, and what an output says of them, counted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace
from nianbao.grammar import Layout, Location, Placed, Source
from nianbao.linter import Config, Examination, ReadError, examine, outputs
from nianbao.linter.cli.running.tally import Tally
from nianbao.linter.engine import unreadable
from nianbao.linter.messages import Phrase
from nianbao.linter.readers import from_bytes

from tests.conftest import ROOT
from tests.generator import (
    FAULTS,
    FORMATS,
    STYLES,
    Draft,
    NotApplicable,
    draft,
    random_figures,
    render,
    renders,
)

FAULTY = (ROOT / "examples" / "faulty.md").read_text("utf-8")
CLEAN = (ROOT / "examples" / "clean.md").read_text("utf-8")
ODD_NAMES = (
    "./年报/青禾县 民政局.md",
    "100%,甲:乙;丙|丁.md",
    "<script>alert(1)<b>\"'&.md",
    "𠮷林😀.md",
    "两\n行\t\x01.md",
    "乱\udce4码.md",
    "-[x](y)`*_#.md",
    "<stdin>",
)


def faulty(name: str = "报告/faulty.md") -> Examination:
    return examine(Source(name, FAULTY))


def clean(name: str = "报告/clean.md") -> Examination:
    return examine(Source(name, CLEAN))


def not_a_report(name: str = "会议纪要.txt") -> Examination:
    return examine(Source(name, "# 会议纪要\n\n一、总体要求\n"))


def unread(name: str = "二进制.md") -> Examination:
    try:
        from_bytes(bytes(range(256)) * 50, name)
    except ReadError as error:
        return unreadable(error)
    raise AssertionError("those bytes are no text")


def waived(name: str = "报告/waived.md") -> Examination:
    """One finding waived by a comment, one by the baseline; the others count."""
    text = FAULTY.replace(
        "## 一、基本情况",
        "<!-- nianbao: ignore NB104 因县里统一用此标题 until 2999-12-31 -->\n\n## 一、基本情况",
    )
    known = next(finding for finding in examine(Source(name, text)).findings if finding.code == "NB204")
    return examine(Source(name, text), Config(baseline=frozenset({known.fingerprint})))


def laid_out(name: str, paged: bool) -> Examination:
    """As Word files and PDF files are read: a place for each line, but no lines."""
    placed, at = [], 0
    for number, line in enumerate(FAULTY.splitlines(keepends=True)):
        box = (72.0, 20.0 * (number % 30), 500.0, 20.0 * (number % 30) + 12)
        placed.append(
            Placed(at, Location(page=number // 30 + 1, box=box) if paged else Location(paragraph=number + 1))
        )
        at += len(line)
    return examine(Source(name, FAULTY, map=Layout(tuple(placed))))


def every_kind() -> list[Examination]:
    return [
        faulty(),
        clean(),
        not_a_report(),
        unread(),
        waived(),
        laid_out("报告.docx", paged=False),
        laid_out("报告.pdf", paged=True),
    ]


def generated(seed: int) -> Examination:
    """A report with some faults, in some serialisation."""
    rng = random.Random(seed)
    report = faulted(draft(rng, random_figures(rng, rng.choice(sorted(FORMATS)))), rng)
    style = rng.choice([style for style in STYLES if renders(report, style)])
    return examine(Source(f"{seed}.md", render(report, style, rng)))


def faulted(report: Draft, rng: random.Random) -> Draft:
    """The report with up to three faults. A fault that came before may leave no place for the next."""
    for plant in rng.sample(sorted(FAULTS), 3):
        with suppress(NotApplicable, KeyError, ValueError, StopIteration):
            report = FAULTS[plant](report, rng).draft
    return report


def written(
    format: str,
    examinations: Iterable[Examination],
    options: outputs.Options | None = None,
    failures: Sequence[Phrase] = (),
) -> str:
    """The output of a format for some files, and for the reasons why the run failed."""
    options = options or outputs.Options(root="/reports")
    writer, tally = outputs.writer(format, options), Tally()
    parts = []
    for one in examinations:
        tally.add(one, named=True)
        parts.append(writer.add(writer.prepare(one)))
    return "".join([*parts, writer.end(tally.outcome(options, failures))])


def counts(examinations: Iterable[Examination]) -> Counter[str]:
    """How many findings there are, by severity; those that are waived apart."""
    return Counter(
        "waived" if finding.waived else finding.severity.value
        for one in examinations
        for finding in one.findings
    )


def named(examination: Examination, name: str) -> Examination:
    """The same file under another name."""
    source = replace(examination.source, name=name) if examination.source else None
    return replace(examination, name=name, source=source)


def schema(name: str) -> Path:
    return Path(__file__).with_name("schemas") / name
