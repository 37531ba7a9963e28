"""The stages after reading: the report, claims in sentences, waivers in comments, fixes, and every output."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from functools import cache
from io import BytesIO, StringIO
from itertools import pairwise
from xml.etree import ElementTree

from nianbao.grammar import Source, official_formats, parse
from nianbao.grammar.claims.reading import Vocabulary, claims_in
from nianbao.grammar.parse import tokens
from nianbao.linter import Config, ReadError, examine, outputs
from nianbao.linter.extract.csv import Writer as CsvWriter
from nianbao.linter.fixes import Unfixable, apply_fixes
from nianbao.linter.outputs.shared.outcome import Outcome

from tests.conftest import ROOT
from tests.fuzz import mutations
from tests.fuzz.reading import texts
from tests.fuzz.soundness import said, sound
from tests.fuzz.target import Target
from tests.generator import clean


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def parse_text(data: bytes) -> None:
    """The lexer and the parser take any text; tokens and cells stand where they say."""
    source = Source("a.md", text_of(data))
    end = 0
    for token in tokens(source):
        assert 0 <= token.start_pos <= token.end_pos <= len(source.text)
        assert end <= token.start_pos
        end = token.start_pos
    report = parse(source)
    for table in report.tables.values():
        for cell in table.cells.values():
            assert source.text[cell.span.start : cell.span.end] == cell.text
    sound(source)
    assert source.file == source.original == text_of(data)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(official_formats())


def read_claims(data: bytes) -> None:
    """Each line is a sentence; figures stand in it, and the topic goes on to the next."""
    topic = ""
    for line in Source("a.md", text_of(data)).text.split("\n"):
        found, topic = claims_in(line, 7, vocabulary(), topic, 2023)
        for claim in found:
            assert 7 <= claim.quantity.span.start <= claim.quantity.span.end <= len(line) + 7


@cache
def around() -> tuple[str, ...]:
    """A faulty report, cut where comments may stand: at title, sections, tables, rows and its end."""
    text = (ROOT / "examples" / "faulty.md").read_text("utf-8")
    lines = text.splitlines(keepends=True)
    cuts = [
        0,
        *(number for number, line in enumerate(lines) if line.startswith(("## ", "| ---"))),
        len(lines),
    ]
    return tuple("".join(lines[first:last]) for first, last in pairwise(cuts))


def waive(data: bytes) -> None:
    """Any comment before each part of a report in turn: what it waives is marked and not lost."""
    comment = text_of(data)
    parts = around()
    without = len(examine(Source("a.md", "".join(parts))).findings)
    for at in (0, len(comment) % len(parts), len(parts)):
        examination = sound(
            Source("a.md", "".join((*parts[:at], f"<!-- nianbao: {comment} -->\n", *parts[at:])))
        )
        if "--" not in comment and "<" not in comment and "\n" not in comment:
            assert len(examination.findings) >= min(without, 4)
        for finding in examination.findings:
            if finding.waived:
                assert finding.waived.kind == "comment" and (finding.waived.reason or "").strip()


def fix_text(data: bytes) -> None:
    """Safe fixes come to an end, twice is once, and neither figures nor the encoding change."""
    try:
        once = apply_fixes(data, "a.md", examine)
        twice = apply_fixes(once.data, "a.md", examine)
    except (ReadError, Unfixable) as error:
        said(error.phrase.text("zh"))
        return
    assert twice.data == once.data and twice.fixed == 0
    if not once.fixed:
        assert once.data == data


def write_outputs(data: bytes) -> None:
    """Programs can read back every format, whatever stands in the report and in its name."""
    name, _, text = text_of(data).partition("\n")
    examination = examine(Source(name[:80] or "a.md", text), Config(lang="zh" if len(data) % 2 else "en"))
    made = {}
    for format in outputs.FORMATS:
        writer = outputs.writer(format, outputs.Options(root="/reports", passed=True, date="2024-01-31"))
        made[format] = writer.add(writer.prepare(examination)) + writer.end(Outcome())
    for format in ("json", "sarif", "gitlab"):
        json.loads(made[format])
    for format in ("junit", "checkstyle"):
        ElementTree.fromstring(made[format].encode("utf-8", "backslashreplace"))
    commands = made["github"].split("\n")
    assert len(commands) - 1 == len(examination.findings) and all(
        line.startswith(("::error ", "::warning ", "::notice ")) for line in commands[:-1]
    )
    assert "<script>alert" not in made["html"] and "<img src=x" not in made["html"]
    if examination.audit:
        stream = BytesIO()
        CsvWriter(stream, bom=False).add(name, examination.audit)
        rows = list(csv.reader(StringIO(stream.getvalue().decode(), newline="")))
        assert all(len(row) == len(rows[0]) for row in rows)


def plain_texts() -> Iterator[bytes]:
    """Reports in UTF-8, short ones and whole ones."""
    for number, data in enumerate(texts()):
        yield clean(random.Random(number)).encode() if number % 4 else data


def sentences() -> Iterator[bytes]:
    for number in range(12):
        yield clean(random.Random(number)).encode()[:6000]


def comments() -> Iterator[bytes]:
    yield from (
        comment.encode()
        for comment in (
            "ignore NB104 因县里统一用此标题", "ignore NB104, NB208 因为上级要求 至 2999-12-31",
            "ignore NB3 because of another year until 2999-1-1",
            "ignore unbalanced-requests（至2026年3月31日）由于系统升级", "ignore NB999 因为", "ignore",
            "disable-file NB204",
            "ignore NB1 --> <!-- nianbao: ignore NB2 因",
        )
    )  # fmt: skip


def named_texts() -> Iterator[bytes]:
    for number, data in enumerate(plain_texts()):
        yield (f"年报/<script>alert({number})</script>::error file=x%0A,\x1b[31m.md\n").encode() + data


TARGETS = {
    "parser": Target(parse_text, plain_texts, mutations.text),
    "claims": Target(read_claims, sentences, mutations.text, 8_000),
    "waivers": Target(waive, comments, mutations.text, 300),
    "fixes": Target(fix_text, texts, mutations.text),
    "outputs": Target(write_outputs, named_texts, mutations.text),
}
