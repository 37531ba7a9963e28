"""SARIF 2.1.0: by the official schema, by Microsoft's validator, and place by place."""

from __future__ import annotations

import hashlib
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Source
from nianbao.linter import Config, Examination, examine, outputs
from nianbao.linter.outputs.shared.regions import path_of, uri_of

from tests.conftest import unavailable
from tests.linter.outputs.cases import (
    FAULTY,
    ODD_NAMES,
    clean,
    every_kind,
    faulty,
    generated,
    laid_out,
    named,
    schema,
    unread,
    waived,
    written,
)

VALIDATOR = Path(__file__).parent / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "bin.js"
# Messages end as Chinese sentences do; the project has no page of its own; Word and PDF files have no lines.
NOT_OURS = {"SARIF2001", "SARIF2005", "SARIF2017"}


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema("sarif-2.1.0.json").read_text("utf-8")))


def run_of(*examinations: Examination, **options: Any) -> dict[str, Any]:
    """The run, valid by the schema."""
    log = json.loads(written("sarif", examinations, outputs.Options(root="/reports", **options)))
    validator().validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_every_kind_of_file_fits_the_schema() -> None:
    run_of(*every_kind())
    run_of()
    run_of(*every_kind(), lang="en")


@settings(max_examples=15)
@given(st.integers(0, 10**9))
def test_any_report_fits_the_schema(seed: int) -> None:
    run_of(generated(seed))


def test_the_schema_does_object() -> None:
    log = json.loads(written("sarif", [faulty()]))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator().iter_errors(log))


def test_microsofts_validator(tmp_path: Path) -> None:
    if not VALIDATOR.exists():
        unavailable(str(VALIDATOR))
    (tmp_path / "log.sarif").write_text(written("sarif", every_kind()), "utf-8")
    command = ["node", str(VALIDATOR), "validate", "log.sarif", "--output", "said.sarif"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert "1 files scanned" in done.stdout  # its exit status is 0 whatever it finds
    said = json.loads((tmp_path / "said.sarif").read_text("utf-8-sig"))
    assert [result for result in said["runs"][0]["results"] if result["ruleId"] not in NOT_OURS] == []


def test_regions_are_those_of_the_file() -> None:
    """Lines and columns count code points of the file: astral characters, comments and full-width forms."""
    text = (
        FAULTY.replace("河堤路12号", "𠮷😀路１２号")
        .replace("\n", "\r\n")
        .replace("| 31 |", "| <!-- 😀 --> 𠮷 31 |")
    )
    run = run_of(examine(Source("a.md", text)))
    assert run["columnKind"] == "unicodeCodePoints"
    lines = text.split("\r\n")
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in run["results"]]
    quoted = [region for region in regions if "snippet" in region]
    assert len(quoted) > 4
    for region in quoted:
        assert region["startLine"] == region["endLine"]
        assert (
            lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
            == region["snippet"]["text"]
        )


def test_fixes_fix_what_they_are_for() -> None:
    run = run_of(faulty())
    (result,) = (one for one in run["results"] if one["ruleId"] == "NB301")
    (fix,) = result["fixes"]
    assert fix["properties"] == {"safe": False}
    lines = FAULTY.splitlines(keepends=True)
    for replacement in fix["artifactChanges"][0]["replacements"]:
        region = replacement["deletedRegion"]
        line = lines[region["startLine"] - 1]
        lines[region["startLine"] - 1] = (
            line[: region["startColumn"] - 1]
            + replacement["insertedContent"]["text"]
            + line[region["endColumn"] - 1 :]
        )
    assert "NB301" not in [finding.code for finding in examine(Source("a.md", "".join(lines))).findings]


def test_cells_are_logical_places() -> None:
    run = run_of(faulty())
    (result,) = (one for one in run["results"] if one["ruleId"] == "NB304")
    (logical,) = result["locations"][0]["logicalLocations"]
    assert logical["kind"] == "cell" and logical["decoratedName"] == "remedies/cases/review_total"
    assert logical["fullyQualifiedName"].endswith(" · " + logical["name"])
    assert all(related["logicalLocations"][0]["kind"] == "cell" for related in result["relatedLocations"])


@pytest.mark.parametrize("paged", [False, True])
def test_a_file_without_lines_has_no_region_but_its_beginning(paged: bool) -> None:
    run = run_of(laid_out("报告.pdf" if paged else "报告.docx", paged))
    assert run["results"]
    for result in run["results"]:
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
        assert ("page" if paged else "paragraph") in result["properties"] and "fixes" not in result
        assert all(
            related["physicalLocation"]["region"] == {"startLine": 1}
            for related in result.get("relatedLocations", ())
        )
    assert "encoding" not in run["artifacts"][0]


def test_what_is_waived_is_suppressed_and_what_is_in_the_baseline_unchanged() -> None:
    results = {result["ruleId"]: result for result in run_of(waived(), compared=True)["results"]}
    comment, baseline = results["NB104"]["suppressions"][0], results["NB204"]["suppressions"][0]
    assert comment == {
        "kind": "inSource",
        "justification": "因县里统一用此标题",
        "properties": {"until": "2999-12-31"},
    }
    assert baseline["kind"] == "external" and baseline["justification"]
    assert {code: result["baselineState"] for code, result in results.items()} == {
        code: "unchanged" if code == "NB204" else "new" for code in results
    }
    assert all("baselineState" not in result for result in run_of(faulty())["results"])


def test_rules_explain_themselves() -> None:
    run = run_of(*every_kind())
    rules = run["tool"]["driver"]["rules"]
    assert sorted(rule["id"] for rule in rules) == sorted({result["ruleId"] for result in run["results"]})
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    for rule in rules:
        assert (
            rule["help"]["markdown"].startswith(f"# {rule['id']} {rule['name']} ")
            and rule["defaultConfiguration"]["level"]
        )
        assert "helpUri" not in rule
    linked = run_of(examine(Source("a.md", FAULTY), Config(page_url="https://rules.example/{code}")))
    assert {rule["helpUri"] for rule in linked["tool"]["driver"]["rules"]} == {
        f"https://rules.example/{rule['id']}" for rule in linked["tool"]["driver"]["rules"]
    }


def test_fingerprints_outlive_other_changes() -> None:
    before = {result["ruleId"]: result["partialFingerprints"] for result in run_of(faulty())["results"]}
    longer = FAULTY.replace("## 一、基本情况", "（第一页）\n\n## 一、基本情况")
    after = {
        result["ruleId"]: result["partialFingerprints"]
        for result in run_of(examine(Source("a.md", longer)))["results"]
    }
    assert after == before


def test_artifacts_name_the_bytes(tmp_path: Path) -> None:
    from nianbao.linter import read

    (tmp_path / "甲.md").write_bytes(FAULTY.encode("gb18030"))
    run = run_of(examine(read(tmp_path / "甲.md", "甲.md")), clean())
    assert run["artifacts"][0]["hashes"] == {"sha-256": hashlib.sha256(FAULTY.encode("gb18030")).hexdigest()}
    assert run["artifacts"][0]["encoding"] == "GB18030"
    assert [artifact["location"]["index"] for artifact in run["artifacts"]] == [0, 1]
    assert all(
        result["locations"][0]["physicalLocation"]["artifactLocation"] == run["artifacts"][0]["location"]
        for result in run["results"]
    )


def test_what_could_not_be_checked_is_a_notification() -> None:
    run = run_of(unread(), faulty())
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["associatedRule"] == {"id": "NB001"} and notification["level"] == "error"
    assert run["automationDetails"]["id"].endswith("/")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_uris_of_odd_names(name: str) -> None:
    run = run_of(named(faulty(), name))
    (artifact,) = run["artifacts"]
    assert (
        artifact["location"]["uri"].isascii()
        and artifact["location"]["uriBaseId"] in run["originalUriBaseIds"]
    )
    assert unquote(artifact["location"]["uri"], errors="surrogateescape") == name.removeprefix("./")


@pytest.mark.parametrize(
    ("name", "path", "uri"),
    [
        ("年报/a b.md", "年报/a b.md", "%E5%B9%B4%E6%8A%A5/a%20b.md"),
        ("/reports/年报/a.md", "年报/a.md", "%E5%B9%B4%E6%8A%A5/a.md"),
        ("/elsewhere/a.md", "/elsewhere/a.md", "file:///elsewhere/a.md"),
        ("./a.md", "a.md", "a.md"),
        ("../a.md", "../a.md", "../a.md"),
        ("c:a.md", "c:a.md", "c%3Aa.md"),
    ],
)
def test_paths(name: str, path: str, uri: str) -> None:
    assert path_of(name, "/reports") == path
    assert uri_of(path) == uri
