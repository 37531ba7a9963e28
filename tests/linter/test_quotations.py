"""A text that shows a report in blocks of code is none; a report with blocks of code in it is one."""

from __future__ import annotations

import random

import pytest
from nianbao.linter import Source, examine

from tests.conftest import ROOT
from tests.generator import draft, random_figures, render

REPORT = render(draft(random.Random(5), random_figures(random.Random(5), "2021")), "markdown")


def is_report(text: str) -> bool:
    examination = examine(Source("a.md", text))
    assert examination.report is not None or "NB002" in {finding.code for finding in examination.findings}
    return examination.report is not None


@pytest.mark.parametrize("fence", ["```", "~~~", "```markdown"])
def test_a_report_in_a_block_is_only_shown(fence: str) -> None:
    assert not is_report(f"# 怎样检查年报\n\n例如：\n\n{fence}\n{REPORT}\n{fence[:3]}\n\n检查的结果如下。\n")


def test_pages_of_rules_and_the_readme_are_no_reports() -> None:
    for path in (
        ROOT / "README.md",
        ROOT / "README.zh-CN.md",
        *sorted((ROOT / "linter" / "rules").rglob("*.md")),
    ):
        assert not is_report(path.read_text("utf-8")), path


@pytest.mark.parametrize(
    "text", [f"```\n{REPORT}\n```\n", f"\n\n```\n{REPORT}", f"{REPORT}\n\n```\nnianbao check 年报.md\n```\n"]
)
def test_a_report_pasted_as_a_block_or_with_a_block_is_a_report(text: str) -> None:
    assert is_report(text)


def test_a_fence_without_its_partner_hides_nothing() -> None:
    lines = REPORT.splitlines()
    for place in range(1, len(lines), 7):
        assert is_report("\n".join([*lines[:place], "```", *lines[place:]])), place


def test_tables_in_blocks_are_judged() -> None:
    lines: list[str] = []
    for line in REPORT.splitlines():
        opens, inside = line.startswith("|"), bool(lines) and lines[-1].startswith("|")
        lines += [*(["```"] if opens != inside else []), line]
    found = examine(Source("a.md", "\n".join(lines)))
    assert found.report is not None and found.audit is not None and len(found.audit.equations) == 42
