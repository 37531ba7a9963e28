"""Fingerprints and baselines: what was accepted stays known wherever it moves, and nothing new slips in."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.linter import Config, Source, check, examine
from nianbao.linter.baseline import AcceptedFinding, Baseline
from nianbao.linter.config import UsageError
from nianbao.linter.findings import Severity
from nianbao.linter.outputs.json import SCHEMA
from nianbao.linter.readers import from_bytes

from tests.command import nianbao
from tests.conftest import ROOT
from tests.generator import FAULTS, Draft, NotApplicable, draft, random_figures, render
from tests.generator.docx import word
from tests.generator.html import render_html

TEXT = (ROOT / "examples" / "faulty.md").read_text("utf-8")
FORMS = ("tsv", "docx", "page", "word", "wps")
SEEDS = 20


def fingerprints(source: Source) -> list[tuple[str, str]]:
    return sorted((finding.code, finding.fingerprint) for finding in check(source))


def of_text(text: str, name: str = "a.md") -> list[tuple[str, str]]:
    return fingerprints(Source(name, text))


# ── Fingerprints ────────────────────────────────────────────────────────────


def faulty(seed: int) -> Draft:
    rng = random.Random(seed)
    one = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
    name = rng.choice(
        [name for name in FAULTS if name != "drop-figure"]
    )  # only some forms can tell which cell of a row is missing
    try:
        return FAULTS[name](one, rng).draft
    except NotApplicable:
        return one


def in_form(one: Draft, form: str) -> Source:
    rng = random.Random(form)
    if form == "docx":
        return from_bytes(word(one, rng), "report.docx")
    if form == "tsv":
        return Source("report.txt", render(one, form, rng))
    return from_bytes(render_html(one, form, rng).encode(), "report.html")


def test_a_report_has_the_same_fingerprints_in_whatever_form() -> None:
    compared = 0
    for seed in range(SEEDS):
        one = faulty(seed)
        expected = fingerprints(Source("report.md", render(one, "markdown", random.Random(1))))
        compared += len(expected)
        for form in FORMS:
            assert fingerprints(in_form(one, form)) == expected, (seed, form)
    assert compared > SEEDS / 2


@given(st.integers(0, 10_000), st.sampled_from(["部份", "情况情况", "逾5千余条", "2023年，"]))
def test_edits_elsewhere_change_no_fingerprint(at: int, words: str) -> None:
    """Whatever else is found after an edit, what was found before is known again."""
    lines = TEXT.splitlines()
    prose = [number for number, line in enumerate(lines) if line.startswith("（")]
    number = prose[at % len(prose)]
    lines.insert(number, f"另有{words}。\n")
    assert set(of_text(TEXT)) <= set(of_text("\n".join(lines)))


def test_like_findings_are_numbered_in_the_order_of_the_text() -> None:
    lines = TEXT.splitlines()
    where = next(number for number, line in enumerate(lines) if line.startswith("（五）"))
    one, two, three = (
        "\n".join([*lines[:where], *["约30人左右参加。"] * count, *lines[where:]]) for count in (1, 2, 3)
    )
    sets = [{print for code, print in of_text(text) if code == "NB704"} for text in (one, two, three)]
    assert [len(prints) for prints in sets] == [1, 2, 3] and sets[0] < sets[1] < sets[2]


def test_without_an_agency_files_are_told_apart_by_name() -> None:
    text = TEXT.replace("松陵县水利局", "")
    assert examine(Source("a.md", text)).report.agency is None  # type: ignore[union-attr]
    assert of_text(text, "reports/a.md") == of_text(text, "other/a.txt")
    assert not set(of_text(text, "a.md")) & set(of_text(text, "b.md"))
    assert of_text("会议纪要", "a.md") != of_text("会议纪要", "b.md")


# ── Baselines ───────────────────────────────────────────────────────────────


def test_what_is_in_it_is_marked_and_not_dropped(tmp_path: Path) -> None:
    examination = examine(Source("a.md", TEXT))
    Baseline.of([examination]).write(tmp_path / "b.json")
    baseline = Baseline.load(tmp_path / "b.json")
    after = examine(Source("a.md", TEXT), Config(baseline=baseline.fingerprints))
    assert [(finding.code, finding.message) for finding in after.findings] == [
        (finding.code, finding.message) for finding in examination.findings
    ]
    assert {finding.waived.kind for finding in after.findings if finding.waived} == {"baseline"} and all(
        finding.waived for finding in after.findings
    )
    assert Baseline.of([after]) == baseline, "what is marked by a baseline stays in it"


def test_the_file_is_for_people_too_and_always_the_same(tmp_path: Path) -> None:
    texts = {}
    for name in ("b.json", "c.json"):
        Baseline.of([examine(Source("松陵/a.md", TEXT))]).write(tmp_path / name)
        texts[name] = (tmp_path / name).read_text("utf-8")
    assert texts["b.json"] == texts["c.json"] and texts["b.json"].endswith("}\n")
    entry = next(item for item in json.loads(texts["b.json"])["findings"] if item["code"] == "NB304")
    assert (entry["path"], entry["place"], entry["name"]) == (
        "松陵/a.md",
        "表四 · 行政复议 · 总计",
        "review-total",
    )
    assert {path.name for path in tmp_path.iterdir()} == {"b.json", "c.json"}, (
        "nothing is left of the writing"
    )


def test_waivers_of_other_kinds_do_not_go_into_it() -> None:
    text = f"<!-- nianbao: ignore NB304 因与司法局核对中 -->\n{TEXT}"
    assert {entry.code for entry in Baseline.of([examine(Source("a.md", text))]).entries} == {
        "NB103",
        "NB104",
        "NB202",
        "NB204",
        "NB301",
    }


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "没有基线文件"),
        ("", "内容有误"),
        ("[", "内容有误"),
        ("[]", "内容有误"),
        ("{}", "缺少 findings"),
        ('{"version": 1, "findings": [{"path": "a.md"}]}', "缺少 code"),
        ('{"version": 1, "findings": [3]}', "内容有误"),
        ('{"version": 1, "findings": null}', "内容有误"),
        ('{"version": 7, "findings": []}', "第 7 版"),
    ],
)
def test_one_that_is_missing_or_malformed_stops_the_run(
    tmp_path: Path, content: str | None, says: str
) -> None:
    if content is not None:
        (tmp_path / "b.json").write_text(content, "utf-8")
    with pytest.raises(UsageError) as caught:
        Baseline.load(tmp_path / "b.json")
    assert says in caught.value.phrase.text("zh") and "b.json" in caught.value.phrase.text("en")
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    run = nianbao("check", "a.md", "--baseline", "b.json", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, "") and says in run.stderr


ENTRIES = st.builds(
    AcceptedFinding,
    st.sampled_from(["a.md", "b.md", "gone.md"]),
    *[st.just("x")] * 4,
    st.text("0123456789abcdef", min_size=2, max_size=2),
)


@given(st.sets(ENTRIES), st.sets(ENTRIES), st.sets(st.sampled_from(["a.md", "b.md"])))
def test_renewing_loses_nothing_that_was_not_checked(
    old: set[AcceptedFinding], found: set[AcceptedFinding], checked: set[str]
) -> None:
    found = {entry for entry in found if entry.path in checked}
    folder = ROOT / "examples"  # has none of these files
    renewal = Baseline(tuple(old)).renewed(found, checked, folder)
    kept, known = renewal.baseline.fingerprints, {entry.fingerprint for entry in old}
    assert {entry.fingerprint for entry in found} <= kept <= known | {entry.fingerprint for entry in found}
    assert {entry.fingerprint for entry in renewal.added} == {entry.fingerprint for entry in found} - known
    assert not kept & {entry.fingerprint for entry in renewal.gone}


# ── By the command ──────────────────────────────────────────────────────────


def test_from_the_first_baseline_to_the_last_finding(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.md").write_text(TEXT, "utf-8")
    (tmp_path / "reports" / "b.md").write_text(TEXT.replace("松陵县水利局", "云岭市水利局"), "utf-8")

    def count() -> int:
        return len(Baseline.load(tmp_path / "b.json").entries)

    assert nianbao("check", "reports", cwd=tmp_path).returncode == 1
    first = nianbao("check", "reports", "--write-baseline", "b.json", cwd=tmp_path)
    assert first.returncode == 0 and "共 12 个问题，新收入 12 个" in first.stderr and count() == 12
    again = nianbao("check", "reports", "--baseline", "b.json", "--format", "json", cwd=tmp_path)
    output = json.loads(again.stdout)
    jsonschema.validate(output, json.loads(SCHEMA.read_text("utf-8")))
    assert again.returncode == 0 and output["summary"] == {
        "files": 2,
        "error": 0,
        "warning": 0,
        "info": 0,
        "waived": 12,
        "verdict": "ready",
        "sentence": "可以发布：没有发现其他问题；另有 12 处已豁免",
        "failures": [],
    }
    assert output["reports"][0]["findings"][0]["waived"] == {"kind": "baseline", "reason": "", "until": None}

    # A new fault fails the run, and is not taken in unless this is asked for.
    text = (tmp_path / "reports" / "b.md").read_text("utf-8")
    (tmp_path / "reports" / "b.md").write_text(text.replace("行政许可 | 0", "行政许可 | O"), "utf-8")
    assert nianbao("check", "reports", "--baseline", "b.json", cwd=tmp_path).returncode == 1
    before = (tmp_path / "b.json").read_bytes()
    refused = nianbao("check", "reports", "--write-baseline", "b.json", cwd=tmp_path)
    assert (
        refused.returncode == 2
        and "有 1 个问题不在基线 b.json 里" in refused.stderr
        and (tmp_path / "b.json").read_bytes() == before
    )
    accepted = nianbao("check", "reports", "--write-baseline", "b.json", "--accept-new", cwd=tmp_path)
    assert accepted.returncode == 0 and count() == 13

    # What was solved leaves, also where only one file is checked; then it is new when it comes back.
    (tmp_path / "reports" / "a.md").write_text(TEXT.replace("一、基本情况", "一、总体情况"), "utf-8")
    pruned = nianbao("check", "reports/a.md", "--write-baseline", "b.json", cwd=tmp_path)
    assert pruned.returncode == 0 and "已解决而移出 1 个" in pruned.stderr and count() == 12
    (tmp_path / "reports" / "a.md").write_text(TEXT, "utf-8")
    assert (
        nianbao("check", "reports", "--baseline", "b.json", "--fail-on", "warning", cwd=tmp_path).returncode
        == 1
    )

    # A report that was renamed and saved in another encoding is the same report.
    (tmp_path / "reports" / "a.md").rename(tmp_path / "old")
    (tmp_path / "reports" / "二〇二三.txt").write_bytes(
        (tmp_path / "old").read_text("utf-8").replace("一、基本情况", "一、总体情况").encode("gb18030")
    )
    assert nianbao("check", "reports", "--baseline", "b.json", cwd=tmp_path).returncode == 0
    moved = nianbao("check", "reports", "--write-baseline", "b.json", cwd=tmp_path)
    assert moved.returncode == 0 and {entry.path for entry in Baseline.load(tmp_path / "b.json").entries} == {
        "reports/二〇二三.txt",
        "reports/b.md",
    }


def test_the_configuration_may_name_it_and_it_may_still_be_to_be_written(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "nianbao.toml").write_text('baseline = "b.json"\n', "utf-8")
    (tmp_path / "conf" / "a.md").write_text(TEXT, "utf-8")
    missing = nianbao("check", "conf/a.md", cwd=tmp_path)
    assert missing.returncode == 2 and "没有基线文件" in missing.stderr
    assert nianbao("check", "conf/a.md", "--write-baseline", "conf/b.json", cwd=tmp_path).returncode == 0
    assert nianbao("check", "conf/a.md", cwd=tmp_path).returncode == 0
    assert nianbao("check", "conf/a.md", "--no-config", cwd=tmp_path).returncode == 1


def test_a_file_that_cannot_be_read_is_never_accepted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(bytes(range(256)) * 50)
    run = nianbao("check", "a.md", "--write-baseline", "b.json", cwd=tmp_path)
    assert run.returncode == 1 and Baseline.load(tmp_path / "b.json").entries == ()
    assert nianbao("check", "a.md", "--baseline", "b.json", cwd=tmp_path).returncode == 1


def test_accepting_goes_with_writing_and_unwritable_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    assert nianbao("check", "a.md", "--accept-new", cwd=tmp_path).returncode == 2
    run = nianbao("check", "a.md", "--write-baseline", "nowhere/b.json", cwd=tmp_path)
    assert run.returncode == 2 and "写不了基线 nowhere/b.json" in run.stderr and "Traceback" not in run.stderr


def test_severity_does_not_matter() -> None:
    changed = check(Source("a.md", TEXT), Config(severity={"NB104": Severity.ERROR}, lang="en"))
    assert sorted((finding.code, finding.fingerprint) for finding in changed) == of_text(TEXT)
