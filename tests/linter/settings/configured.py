"""A folder with a report, a team's own rules, and whatever configuration a test writes into it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from nianbao.linter import Config, Finding, Source, check
from nianbao.linter.config import UsageError
from nianbao.linter.settings import Settings, Wishes

from tests.conftest import ROOT

TEXT = (ROOT / "examples" / "faulty.md").read_text("utf-8")
KEYS_OF_A_FILE = [
    "select", "ignore", "fail-on", "year", "level", "lang", "format", "jobs", "quiet", "passed", "baseline",
    "statistics", "hide-waived", "max-warnings",
    "include", "exclude", "formats", "rules",
    "rule-pages", "severity", "words", "per-file-ignores", "per-file", "waiver",
]  # fmt: skip
RULES = """
from collections.abc import Iterator

from nianbao.grammar import Report
from nianbao.linter import Config, Message, Problem, Severity, rule

MISSING = Message(zh="没有写明咨询电话", en="the telephone number is missing")
SHORT = Message(zh="标题应带“{word}”", en="the title should have “{word}”")


@rule("SL001", "telephone-missing", Severity.WARNING)
def telephone_missing(report: Report) -> Iterator[Problem]:
    if "电话" not in report.source.text and report.title:
        yield Problem(MISSING(), report.title.span)


@rule("SL002", "title-without-year", Severity.INFO)
def title_without_year(report: Report, config: Config) -> Iterator[Problem]:
    if report.title and str(config.year) not in report.title.text:
        yield Problem(SHORT(word=config.year), report.title.span)
"""
PAGE = "# {code} {name} 松陵县的规则\n\n查松陵县自己的要求。\n\n*Checks what Songling wants.*\n"


def furnish(tmp_path: Path) -> Path:
    """A report in reports/2023, and a team's own rules in checks."""
    (tmp_path / "reports" / "2023").mkdir(parents=True)
    (tmp_path / "reports" / "2023" / "a.md").write_text(TEXT, "utf-8")
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "songling.py").write_text(RULES, "utf-8")
    for code, name in (("SL001", "telephone-missing"), ("SL002", "title-without-year")):
        (tmp_path / "checks" / f"{name.replace('-', '_')}.md").write_text(
            PAGE.format(code=code, name=name), "utf-8"
        )
    return tmp_path


def write(folder: Path, text: str, name: str = "nianbao.toml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def config(folder: Path, text: str, file: str = "reports/2023/a.md", wishes: Wishes | None = None) -> Config:
    write(folder, text)
    return Settings(wishes).for_file(folder / file)


def findings(folder: Path, text: str, wishes: Wishes | None = None) -> list[Finding]:
    return check(Source("reports/2023/a.md", TEXT), config(folder, text, wishes=wishes))


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def troubles(folder: Path, text: str, lang: str = "zh") -> list[str]:
    with pytest.raises(UsageError) as caught:
        config(folder, text)
    return [phrase.text(lang) for phrase in caught.value.phrases]
