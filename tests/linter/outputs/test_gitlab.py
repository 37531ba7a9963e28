"""GitLab's code quality reports."""

from __future__ import annotations

import json

import jsonschema
from nianbao.linter import Source, examine

from tests.linter.outputs.cases import (
    FAULTY,
    every_kind,
    faulty,
    named,
    schema,
    waived,
    written,
)


def test_code_quality_fits_its_schema() -> None:
    issues = json.loads(written("gitlab", [*every_kind(), named(faulty(), "/reports/甲/b.md")]))
    jsonschema.validate(issues, json.loads(schema("gitlab.json").read_text("utf-8")))
    assert {issue["location"]["path"] for issue in issues} >= {"报告.pdf", "甲/b.md"}


def test_fingerprints_are_unique_and_stay() -> None:
    """GitLab takes issues of the same fingerprint for one, also over files."""
    files = [*every_kind(), named(faulty(), "copy.md"), named(faulty(), "copy2.md")]
    issues = json.loads(written("gitlab", files))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    longer = examine(Source("报告/faulty.md", FAULTY.replace("## 一、", "（第一页）\n\n## 一、")))
    before, after = (json.loads(written("gitlab", [one])) for one in (faulty(), longer))
    assert [issue["fingerprint"] for issue in before] == [issue["fingerprint"] for issue in after]
    assert [issue["location"]["lines"]["begin"] for issue in before] != [
        issue["location"]["lines"]["begin"] for issue in after
    ]


def test_a_waived_issue_says_so_and_weighs_nothing() -> None:
    issues = {issue["check_name"]: issue for issue in json.loads(written("gitlab", [waived()]))}
    assert issues["NB104"]["severity"] == "info" and issues["NB104"]["description"].startswith(
        "已豁免（报告内注释：因县里统一用此标题"
    )
    assert issues["NB301"]["severity"] == "major"
