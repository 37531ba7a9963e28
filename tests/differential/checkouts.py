"""Two checkouts on the same reports: `python -m tests.differential.checkouts OLD NEW` prints what differs.

What `check` finds and what `extract` reads is compared byte for byte, and told by rule where it differs.
It exits 0 where all is equal, 1 where something differs, and 2 where something could not be run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice, product, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from tests import generator
from tests.differential.reports import END, WAIVER, fill, text
from tests.generator import FAULTS, STYLES, Draft, NotApplicable, Variant, draft, random_figures, variety
from tests.generator.accounts import Facts
from tests.generator.bodies import body
from tests.generator.docx import word
from tests.generator.html import HTML_STYLES, render_html
from tests.generator.pdf import print_pdf, random_print
from tests.generator.pen import Pen
from tests.generator.sheets import workbook

ROOT = Path(__file__).resolve().parent.parent.parent
GIVEN = (
    ROOT / "examples",
    ROOT / "tests" / "readers" / "pages",
    ROOT.parent / "shared" / "seeds",
    ROOT.parent / "shared" / "cases",
)
FOLDER = 300  # reports in each folder of a corpus, which is checked by one command
ODD = 30  # reports among files of other kinds
DAY = "1735689600"  # 1 January 2025
LONG = 300  # characters of a value that are shown
COUNTING = {"summary", "exit status", "standard error"}  # parts that count findings
FIELDS = 8  # of those that changed, named with their counts
NO_PLACE = (NotApplicable, LookupError, ValueError, StopIteration)
"""What a fault raises where it has no place, as after some other faults."""


class Failed(Exception):
    """Something could not be run."""


# ── Reports ───────────────────────────────────────────────────────────────


def write_corpus(folder: Path, count: int, seed: int) -> None:
    """Write so many reports of all kinds, some other files, and copies of reports beside the code."""
    kinds = list(KINDS)
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        (write,) = rng.choices(kinds, list(KINDS.values()))
        suffix, data = write(rng)
        place = folder / f"{number // FOLDER:02}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:05}{suffix}").write_bytes(data)
    fill(folder / "odd", random.Random(f"{seed} odd"), ODD)
    for given in filter(Path.is_dir, GIVEN):
        shutil.copytree(given, folder / "given" / given.name)
    for number, example in enumerate(examples()):
        (folder / "given" / f"example-{number:03}.md").write_text(example, "utf-8")


def examples() -> Iterator[str]:
    """The examples on the pages of the rules."""
    for page in sorted((ROOT / "linter").rglob("*.md")):
        yield from re.findall(r"^```markdown\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def faulty(rng: random.Random) -> Draft:
    """A report in plain or in varied words, four of five with one to three faults."""
    report = varied(rng) if rng.random() < 0.6 else plain(rng)
    wanted = rng.choice((0, 1, 1, 2, 3))
    for name in rng.sample(sorted(FAULTS), len(FAULTS)):
        if not wanted:
            break
        with suppress(*NO_PLACE):
            report = FAULTS[name](report, rng).draft
            wanted -= 1
    return report


def plain(rng: random.Random) -> Draft:
    """A clean report in the words of the formats."""
    return draft(rng, random_figures(rng, rng.choice(("2019", "2021"))))


def varied(rng: random.Random) -> Draft:
    """A clean report of any body and year in varied words, before it is written in any style."""
    pen = Pen(rng)
    reporting, year = body(pen), rng.choice(range(2019, 2026))
    base = variety._tables(rng, reporting, year)
    figures = {(table.id, *key): cell for table in base.tables() for key, cell in table.figures().items()}
    return variety._written(pen, base, Facts(reporting, year, figures))


WAIVED = ("NB1,NB2", "NB301", "NB4,NB5", "NB0,NB3,NB6,NB7")
FIGURE = re.compile("(?<![0-9.])[0-9]+(?= ?(?:件|宗|条|次|万元|元))")
YEAR = re.compile("20[12][0-9](?= ?年)")
DAY_OR_MONTH = re.compile("(?<![0-9])[0-9]{1,2}(?= ?[月日])")
EXTRA = ("\u200b", "\x07", "\ufffd", "是是", "13812345678", "［此处填写］", "锟斤拷")


def altered(report: str, rng: random.Random) -> str:
    """The report with one slip as a clerk, an editor or a converter makes."""
    pattern = rng.choice((FIGURE, FIGURE, YEAR, YEAR, DAY_OR_MONTH, None))
    if pattern:
        found = list(pattern.finditer(report))
        number = rng.choice(found) if found else None
        return replaced(report, number, str(int(number[0]) + rng.choice((-1, 1, 2, 9)))) if number else report
    lines = report.split("\n")
    at = rng.randrange(len(lines))
    column = rng.randrange(len(lines[at]) + 1)
    inserted = lines[at][:column] + rng.choice(EXTRA) + lines[at][column:]
    lines[at : at + 1] = rng.choice(([], [lines[at]] * 2, [lines[at][:column]], [inserted], [inserted]))
    return "\n".join(lines)


def replaced(report: str, match: re.Match[str], text: str) -> str:
    return report[: match.start()] + text + report[match.end() :]


def encoded(report: str, rng: random.Random) -> tuple[str, bytes]:
    """A text as a file: its suffix and its bytes, in any encoding."""
    return rng.choice((".md", ".txt")), report.encode(rng.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030")))


def plain_text(rng: random.Random) -> tuple[str, bytes]:
    """A report of the other comparisons."""
    return encoded(text(rng), rng)


def clean_text(rng: random.Random) -> tuple[str, bytes]:
    """A report without a fault, or with one slip."""
    report = generator.clean(rng)
    return encoded(altered(report, rng) if rng.random() < 0.5 else report, rng)


def varied_text(rng: random.Random) -> tuple[str, bytes]:
    """A report in any style and dress, with any waivers and line ends."""
    report = faulty(rng)
    style = rng.choice([style for style in STYLES if generator.renders(report, style)])
    dress = Variant(
        halfwidth=rng.choice((None, True, False)),
        two_line_title=rng.random() < 0.1,
        no_title=rng.random() < 0.05,
        inline_headings=rng.random() < 0.1,
    )
    try:
        written = generator.render(report, style, rng, dress)
    except ValueError:  # a faulty title cannot always be set in two lines
        written = generator.render(report, style, rng, replace(dress, two_line_title=False))
    for _ in range(rng.choice((0, 0, 1, 2))):
        written = altered(written, rng)
    if rng.random() < 0.2:
        written = WAIVER.format(codes=rng.choice(WAIVED)) + written
    end, mixed = rng.choice(END), rng.random() < 0.3
    lines = written.split("\n")
    return encoded("".join(line + (rng.choice(END) if mixed else end) for line in lines), rng)


def page(rng: random.Random) -> tuple[str, bytes]:
    """A web page, in the encoding that it declares."""
    style = rng.choice(HTML_STYLES)
    return ".html", render_html(faulty(rng), style, rng).encode("gb18030" if style == "word" else "utf-8")


def word_file(rng: random.Random) -> tuple[str, bytes]:
    return ".docx", word(faulty(rng), rng)


def sheets(rng: random.Random) -> tuple[str, bytes]:
    return ".xlsx", workbook(faulty(rng), apart=rng.random() < 0.5, gap=rng.randrange(2))


def pdf(rng: random.Random) -> tuple[str, bytes]:
    """A PDF file, one of four with tables that are not ruled."""
    how = random_print(rng)
    return ".pdf", print_pdf(faulty(rng), replace(how, rules="none") if rng.random() < 0.25 else how)


KINDS: dict[Callable[[random.Random], tuple[str, bytes]], int] = {
    plain_text: 30,
    varied_text: 33,
    clean_text: 12,
    page: 10,
    word_file: 6,
    sheets: 6,
    pdf: 3,
}
"""What writes each kind of report, and how many of a hundred are of it."""


# ── Running a checkout ────────────────────────────────────────────────────


WHERE = "import nianbao.linter as package; print(package.__file__)"


class Told(NamedTuple):
    """What a command said. `text`: its document as it was written, which `document` holds as data."""

    status: int
    text: bytes
    errors: str
    document: Any

    def parts(self, left_out: Set[str]) -> dict[str, Any]:
        """All that was said but for some parts."""
        said = {"exit status": self.status, "standard error": self.errors.splitlines(), **self.document}
        return {name: part for name, part in said.items() if name not in left_out}


class Checkout:
    """A checkout whose command is run with this Python, without writing anything into it."""

    def __init__(self, folder: Path, compiled: Path) -> None:
        self.folder = folder
        self.seconds = 0.0
        source = folder / ".types" if (folder / ".types").is_dir() else folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        own = {"PYTHONPATH": str(source.resolve()), "PYTHONPYCACHEPREFIX": str(compiled)}
        self.environment = kept | own | {"SOURCE_DATE_EPOCH": DAY}
        done = self._python(["-c", WHERE], compiled.parent)
        if done.returncode:
            raise Failed(f"{folder}: nianbao cannot be imported: {last_line(done.stderr)}")
        found = Path(done.stdout.decode().strip()).resolve()
        if not found.is_relative_to(folder.resolve()):
            raise Failed(f"{folder}: Python imports nianbao from {found.parent} instead")

    def json(self, command: Sequence[str], folder: Path) -> Told:
        """Run a command that writes a JSON document. Raises `Failed` where it writes none."""
        start = time.monotonic()
        done = self._python(["-m", "nianbao", *command], folder)
        self.seconds += time.monotonic() - start
        errors = done.stderr.decode("utf-8", "replace")
        try:
            document = json.loads(done.stdout)
        except ValueError as error:
            said = f"exit status {done.returncode}, {last_line(done.stderr) or 'no message'}"
            raise Failed(f"{self.folder}: `nianbao {' '.join(command)}` wrote no document: {said}") from error
        return Told(done.returncode, done.stdout, errors, document)

    def codes(self, folder: Path) -> set[str]:
        """The codes of its rules."""
        listed = self._python(["-m", "nianbao", "rules"], folder).stdout.decode("utf-8", "replace")
        return set(re.findall(r"^(NB\d{3})\b", listed, re.MULTILINE))

    def _python(self, arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=folder, env=self.environment, capture_output=True, check=False)


def last_line(said: bytes) -> str:
    return (said.decode("utf-8", "replace").strip().splitlines() or [""])[-1]


def batches(corpus: Path) -> list[str]:
    """The folders of a corpus, each for one command; the whole of one that has files beside its folders."""
    if any(path.is_file() for path in corpus.iterdir()):
        return ["."]
    return sorted(path.name for path in corpus.iterdir())


# ── Comparing ─────────────────────────────────────────────────────────────


class Change(NamedTuple):
    """A value that differs; None also where there is none. `where`: such as `related[0].message`."""

    where: str
    old: Any
    new: Any

    @property
    def field(self) -> str:
        """Where, whichever entry of a list it is."""
        return re.sub(r"\[\d+\]", "[]", self.where)

    def __str__(self) -> str:
        return f"{self.where}: {shown(self.old)} -> {shown(self.new)}"


def changes(old: Any, new: Any, where: str = "") -> Iterator[Change]:
    """The smallest parts in which two JSON values differ."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys((*old, *new)):
            yield from changes(old.get(name), new.get(name), f"{where}.{name}" if where else name)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from changes(one, other, f"{where}[{number}]")
    elif isinstance(old, list) and isinstance(new, list):
        yield from (Change(f"{where}[]", one, None) for one in without(old, new))
        yield from (Change(f"{where}[]", None, one) for one in without(new, old))
    else:
        yield Change(where, old, new)


def without(values: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The values that the others do not have, each as often as it is missing there."""
    rest, left = list(others), []
    for value in values:
        if value in rest:
            rest.remove(value)
        else:
            left.append(value)
    return left


def shown(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= LONG else f"{written[:LONG]}… ({len(written)} characters)"


@dataclass
class Group:
    """Differences of one rule, or of one part of the document. `examples`: by kind, as many as are shown."""

    kinds: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def summary(self) -> str:
        counts = ", ".join(f"{count:,} {kind}" for kind, count in sorted(self.kinds.items()))
        named = ", ".join(f"{name} {count:,}" for name, count in self.fields.most_common(FIELDS))
        more = ", …" if len(self.fields) > FIELDS else ""
        return f"{counts} ({named}{more})" if named else counts


class Comparison:
    """All differences so far. `excepted`: the beginnings of codes of rules that are left out."""

    def __init__(self, excepted: Sequence[str], examples: int) -> None:
        self.excepted, self.examples = tuple(excepted), examples
        self.rules: dict[str, Group] = defaultdict(Group)
        self.others: dict[str, Group] = defaultdict(Group)
        self.files = self.figures = 0
        self.findings: Counter[str] = Counter()

    def check(self, batch: str, old: Told, new: Told) -> None:
        """Add the differences between two documents of `check`."""
        self.files += len(old.document["reports"])
        found = (finding["code"] for report in old.document["reports"] for finding in report["findings"])
        self.findings.update(code for code in found if not code.startswith(self.excepted))
        if old.text == new.text and not self.excepted:
            self.outside("check", batch, old, new)
            return
        before = len(self.rules), self.count()
        for path, one, other in self.reports("check", old, new):
            self.compare_findings(path, one.pop("findings"), other.pop("findings"))
            self.others_of("check", path, changes(one, other))
        self.outside("check", batch, old, new)
        if not self.excepted and before == (len(self.rules), self.count()):
            self.add(self.others["check: layout"], "changed", batch)

    def extract(self, batch: str, old: Told, new: Told) -> None:
        """Add the differences between two documents of `extract`."""
        self.figures += sum(len(row) for report in old.document["reports"] for row in rows(report))
        before = self.count()
        if old.text != new.text:
            for path, one, other in self.reports("extract", old, new):
                self.others_of("extract", path, changes(one, other))
        self.outside("extract", batch, old, new)
        if old.text != new.text and before == self.count():
            self.add(self.others["extract: layout"], "changed", batch)

    def reports(self, command: str, old: Told, new: Told) -> Iterator[tuple[str, Any, Any]]:
        """The reports that both documents have and that differ; those of one only are added."""
        ours = {report["path"]: report for report in old.document.pop("reports")}
        theirs = {report["path"]: report for report in new.document.pop("reports")}
        for kind, paths in (("removed", ours.keys() - theirs.keys()), ("added", theirs.keys() - ours.keys())):
            for path in sorted(paths):
                self.add(self.others[f"{command}: reports"], kind, path)
        both = [path for path in ours if path in theirs]
        if both != [path for path in theirs if path in ours]:
            self.add(self.others[f"{command}: order of reports"], "changed", os.path.dirname(both[0]))
        yield from ((path, ours[path], theirs[path]) for path in both if ours[path] != theirs[path])

    def compare_findings(self, path: str, old: list[Any], new: list[Any]) -> None:
        """Add the differences between the findings of one report."""
        old, new = ([one for one in each if not one["code"].startswith(self.excepted)] for each in (old, new))
        for one, other in pairs(without(old, new), without(new, old)):
            finding = one or other
            group, place = self.rules[finding["code"]], f"{path}{position(finding)}"
            if one and other:
                self.add(group, "changed", place, changes(one, other))
            else:
                self.add(group, "removed" if one else "added", place, told_of(finding))
        if [one for one in old if one in new] != [one for one in new if one in old]:
            self.add(self.others["check: order of findings"], "changed", path)

    def outside(self, command: str, batch: str, old: Told, new: Told) -> None:
        """Add what differs beside the reports; counts are left out where rules are."""
        left_out = {"reports"} | (COUNTING if self.excepted else set())
        ours, theirs = old.parts(left_out), new.parts(left_out)
        self.others_of(command, batch, changes(ours, theirs))

    def others_of(self, command: str, place: str, found: Iterator[Change]) -> None:
        """Add changes that are no findings, by the part of the document that they are in."""
        for change in found:
            part = re.split(r"[.[]", change.where)[0]
            self.add(self.others[f"{command}: {part}"], "changed", place, [change])

    def add(self, group: Group, kind: str, place: str, details: Iterable[Change | str] = ()) -> None:
        """Add a difference: an example as long as few of its kind are known."""
        details = list(details)
        fields = {detail.field for detail in details if isinstance(detail, Change)}
        group.kinds[kind] += 1
        group.fields.update(fields)
        examples = group.examples[f"{kind} {sorted(fields)}"]
        if len(examples) < self.examples:
            examples.append("\n".join((f"  {kind} {place!r}", *(f"    {detail}" for detail in details))))

    def count(self) -> int:
        return sum(group.kinds.total() for group in chain(self.rules.values(), self.others.values()))

    def lines(self) -> Iterator[str]:
        """Counts first, then examples of every kind."""
        groups = [*sorted(self.rules.items()), *sorted(self.others.items())]
        for name, group in groups:
            yield f"{name:<12} {group.summary()}"
        for name, group in groups:
            yield from ("", name)
            turns = chain.from_iterable(zip_longest(*group.examples.values()))
            yield from islice(filter(None, turns), self.examples)


def rows(report: Any) -> Iterator[Any]:
    """The rows of all tables of a report that `extract` wrote."""
    for table in report["tables"].values():
        yield from table["rows"].values() if table else ()


def told_of(finding: Any) -> list[str]:
    """What is shown of a finding that only one side has."""
    return [f"{name}: {shown(finding[name])}" for name in ("severity", "place", "message", "waived")]


def pairs(old: list[Any], new: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Findings each beside the one of the same rule that resembles it most; None beside those without one."""
    both = product(enumerate(old), enumerate(new))
    alike = [(resemblance(one, other), i, j) for (i, one), (j, other) in both]
    partners: dict[int, int] = {}
    for likeness, i, j in sorted(alike, key=lambda entry: entry[0], reverse=True):
        if any(likeness) and i not in partners and j not in partners.values():
            partners[i] = j
    for i, one in enumerate(old):
        yield one, new[partners[i]] if i in partners else None
    yield from ((None, other) for j, other in enumerate(new) if j not in partners.values())


def resemblance(one: Any, other: Any) -> tuple[int, bool]:
    """In how many things two findings of the same rule agree, and whether in their messages."""
    names = ("fingerprint", "range", "cell", "place", "found", "expected", "message")
    same = [name for name in names if one.get(name) is not None and one.get(name) == other.get(name)]
    return (len(same), "message" in same) if one["code"] == other["code"] else (0, False)


def position(finding: Any) -> str:
    """Line and column, in a file that has lines."""
    start = (finding["range"] or {}).get("start")
    return f":{start['line']}:{start['column']}" if start else ""


# ── The command ───────────────────────────────────────────────────────────


def compare(checkouts: list[Checkout], corpus: Path, options: argparse.Namespace, work: Path) -> Comparison:
    """Run both on every folder of the corpus, one after the other."""
    comparison = Comparison(options.excepted, options.examples)
    commands: dict[str, tuple[list[str], Callable[[str, Told, Told], None]]] = {
        "check": (["--fail-on", "never", "--passed", "--jobs", str(options.jobs)], comparison.check),
        "extract": ([], comparison.extract),
    }
    if options.no_extract:
        del commands["extract"]
    for batch in batches(corpus):
        for command, (extra, add) in commands.items():
            arguments = [command, "--format", "json", "--no-config", "--lang", options.lang, *extra, batch]
            told = []
            for name, checkout in zip(("old", "new"), checkouts, strict=True):
                told.append(checkout.json(arguments, corpus))
                (work / f"{command}-{batch}-{name}.json").write_bytes(told[-1].text)
            add(batch, *told)
            said = f"{command} {batch}: {comparison.files:,} files, {comparison.count():,} differences"
            spent = " and ".join(f"{checkout.seconds:.0f} s" for checkout in checkouts)
            print(f"{said}; {spent}", file=sys.stderr)
    return comparison


def corpus_of(options: argparse.Namespace, work: Path) -> Path:
    """The folder of reports, written now unless there is one."""
    corpus = Path(options.corpus or work / "corpus").resolve()
    if corpus.is_dir() and any(corpus.iterdir()):
        return corpus
    start = time.monotonic()
    corpus.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="corpus-", dir=corpus.parent) as unfinished:
        made = Path(unfinished) / "reports"
        write_corpus(made, options.count, options.seed)
        if corpus.is_dir():
            corpus.rmdir()
        made.replace(corpus)
    print(f"wrote {corpus} in {time.monotonic() - start:.0f} s", file=sys.stderr)
    return corpus


def parsed() -> argparse.Namespace:
    about = (__doc__ or "").split("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tests.differential.checkouts", description=about)
    parser.add_argument("old", type=Path, help="folder of a checkout")
    parser.add_argument("new", type=Path, help="folder of the other")
    parser.add_argument("--count", type=int, default=3000, help="reports to write (default: 3000)")
    parser.add_argument("--seed", type=int, default=1, help="what the reports are made from (default: 1)")
    parser.add_argument("--corpus", metavar="FOLDER", help="where reports are, or are written if it is empty")
    parser.add_argument("--keep", action="store_true", help="keep all temporary files, and say where")
    parser.add_argument("--except", dest="excepted", action="append", default=[], help="leave out a rule")
    parser.add_argument("--examples", type=int, default=5, help="shown of each rule (default: 5)")
    parser.add_argument("--jobs", type=int, default=2, help="processes of each check (default: 2)")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="of the messages (default: zh)")
    parser.add_argument("--no-extract", action="store_true", help="compare findings only")
    return parser.parse_args()


def main() -> int:
    options = parsed()
    with ExitStack() as stack:
        if options.keep:
            work = Path(tempfile.mkdtemp(prefix="checkouts-"))
            print(f"temporary files are kept in {work}", file=sys.stderr)
        else:
            work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="checkouts-")))
        try:
            checkouts = [Checkout(folder, work / "compiled") for folder in (options.old, options.new)]
            corpus = corpus_of(options, work)
            comparison = compare(checkouts, corpus, options, work)
            silent = sorted(checkouts[0].codes(work) - comparison.findings.keys())
        except (Failed, OSError) as failure:
            print(f"not compared: {failure}", file=sys.stderr)
            return 2
    findings = f"{comparison.findings.total():,} findings of {len(comparison.findings)} rules"
    print(f"{comparison.files:,} files, {findings}, {comparison.figures:,} figures")
    print(f"rules without a finding: {', '.join(silent) or 'none'}")
    if not comparison.count():
        print("equal")
        return 0
    print("\n".join(("different", "", *comparison.lines())))
    return 1


if __name__ == "__main__":
    sys.exit(main())
