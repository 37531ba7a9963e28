"""Waivers: what they hold for, and that none of them is without effect in silence."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.linter import Config, Finding, Rule, Source, all_rules, check, examine
from nianbao.linter.engine import unreadable
from nianbao.linter.findings import ReadError, Waiver
from nianbao.linter.messages import Message
from nianbao.linter.pages import Example, page_of
from nianbao.linter.readers import from_bytes
from nianbao.linter.settings import Settings

from tests.conftest import ROOT
from tests.formats.added import formats_of
from tests.generator import FAULTS, STYLES, NotApplicable, draft, random_figures, render
from tests.generator.docx import word
from tests.linter.plain_report import PARTS, TITLE, overview, report

TEXT = (ROOT / "examples" / "faulty.md").read_text("utf-8")
HEADING = "## 一、基本情况"
BEFORE = date(2026, 3, 1)


def found(text: str, today: date | None = None, name: str = "a.md") -> list[Finding]:
    return check(Source(name, text), Config(today=today))


def waived(text: str, today: date | None = None) -> list[str]:
    return [finding.code for finding in found(text, today) if finding.waived]


def complaints(text: str, today: date | None = None) -> list[str]:
    return [finding.message for finding in found(text, today) if finding.code == "NB007"]


def comment(rules: str, reason: str = "因省级平台统一要求") -> str:
    return f"<!-- nianbao: ignore {rules} {reason} -->"


def put_before(text: str, line: str, comment: str, blank: str = "\n") -> str:
    assert text.count(line) == 1, line
    return text.replace(line, f"{comment}{blank}{line}")


# ── Every rule ──────────────────────────────────────────────────────────────

WITH_EXAMPLES = [rule for rule in all_rules() if any(example.findings for example in page_of(rule).examples)]
every_rule = pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: f"{rule.code}-{rule.name}")


def with_comment(example: Example, finding: Finding, comment: str) -> str:
    """The example with a comment in a line of its own before the line of a finding."""
    source = Source("example.md", example.text)
    assert finding.span
    start = source.original_span(finding.span).start
    at = example.text.rfind("\n", 0, start) + 1
    return f"{example.text[:at]}{comment}\n{example.text[at:]}"


@every_rule
@pytest.mark.parametrize("by_name", [False, True], ids=["code", "name"])
def test_a_waiver_before_the_line_works_for_every_rule(rule: Rule, by_name: bool) -> None:
    config = Config(select=frozenset({rule.code, "NB007"}), formats=formats_of(rule))
    for example in page_of(rule).examples:
        findings = [
            finding
            for finding in check(Source("example.md", example.text), config)
            if finding.code == rule.code
        ]
        for finding in findings:
            text = with_comment(example, finding, comment(rule.name if by_name else rule.code))
            after = check(Source("example.md", text), config)
            assert any(
                one.waived and one.message == finding.message for one in after if one.code == rule.code
            ), text
            assert len(after) == len([*filter(None, example.findings)]), (
                "the waiver is needed, and does no more than waive"
            )


@every_rule
def test_a_waiver_for_another_rule_waives_nothing_and_is_reported(rule: Rule) -> None:
    other = "NB702" if rule.code != "NB702" else "NB704"
    config = Config(select=frozenset({rule.code, "NB007"}), formats=formats_of(rule))
    example = next(example for example in page_of(rule).examples if example.findings)
    finding = next(
        finding for finding in check(Source("example.md", example.text), config) if finding.code == rule.code
    )
    after = check(Source("example.md", with_comment(example, finding, comment(other))), config)
    assert not any(finding.waived for finding in after)
    if (
        rule.code != "NB002"
    ):  # NB702 has nothing to say on a text that is no report, so nobody knows whether the waiver is needed
        assert any(one.code == "NB007" and other in one.message for one in after)


# ── What a comment holds for ────────────────────────────────────────────────


def test_the_title_stands_for_the_file() -> None:
    codes = sorted(finding.code for finding in found(TEXT))
    assert sorted(waived(comment(",".join(codes)) + "\n" + TEXT)) == codes
    assert sorted(waived(comment("、".join(codes)) + TEXT)) == codes


def test_a_heading_stands_for_its_section() -> None:
    table = put_before(TEXT, "## 三、收到和处理政府信息公开申请情况", comment("NB301,NB204,NB202"))
    assert waived(table) == ["NB301", "NB204"]
    assert complaints(table) == ["这条豁免（NB202）没有用上：这里没有这个问题，请删去"]


def test_a_table_is_waived_as_a_whole() -> None:
    text = TEXT.replace("| （本列", comment("NB301,NB204") + "\n\n| （本列")
    assert waived(text) == ["NB301", "NB204"] and not complaints(text)


def test_between_the_rows_of_a_table_it_holds_for_the_next_row() -> None:
    row = "|  |  | 7.属于行政执法卷宗"
    assert waived(put_before(TEXT, row, comment("NB204"))) == ["NB204"]
    assert waived(put_before(TEXT, "|  |  | 6.属于四类过程性信息", comment("NB204"))) == []


@pytest.mark.parametrize("style", sorted(STYLES))
def test_it_holds_for_tables_in_whatever_form(style: str) -> None:
    rng = random.Random(style)
    made = 0
    while made < 3:
        try:
            planted = FAULTS["change-request-figure"](draft(rng, random_figures(rng, "2021")), rng)
        except NotApplicable:
            continue
        text = render(planted.draft, style, rng)
        faults = [finding for finding in found(text) if finding.code.startswith("NB3")]
        if not faults:
            continue
        made += 1
        source = Source("a.md", text)
        table = examine(source).report.tables["requests"]  # type: ignore[union-attr]
        start = source.original.rfind("\n", 0, source.original_span(table.span).start) + 1
        with_waiver = f"{text[:start]}{comment('NB3')}\n{text[start:]}"
        assert [
            finding.waived is not None for finding in found(with_waiver) if finding.code.startswith("NB3")
        ] == [True] * len(faults)


def test_a_paragraph_ends_at_a_blank_line_or_with_its_sentence() -> None:
    names = report(
        overview=overview(
            **dict(PARTS)
            | {"平台建设": "单位决赛公开，内容跟新及时。", "监督保障": "行政事业型收费目录已公布。"}
        )
    )
    line = next(line for line in names.splitlines() if "单位决赛" in line)
    before = found(put_before(names, line, comment("NB701")))
    assert [(one.problem.found, bool(one.waived)) for one in before if one.code == "NB701"] == [
        ("单位决赛", True),
        ("内容跟新", True),
        ("行政事业型收费", False),
    ]
    wrapped = names.replace("单位决赛公开，内容跟新", "单位决赛公开，\n内容跟新")
    assert [
        bool(one.waived)
        for one in found(put_before(wrapped, line.split("，")[0], comment("NB701")))
        if one.code == "NB701"
    ] == [True, True, False]


def test_on_a_line_with_text_it_holds_for_that_line_only() -> None:
    text = TEXT.replace("7.属于行政执法卷宗 |", f"7.属于行政执法卷宗 {comment('NB204')}|")
    assert waived(text) == ["NB204"] and not complaints(text)
    text = TEXT.replace(HEADING, f"{HEADING} {comment('NB104,NB301')}")
    assert waived(text) == ["NB104"]


def test_comments_of_others_are_none_of_ours() -> None:
    for text in ("<!-- markdownlint-disable -->", "<!-- 年报初稿 -->", "<!-- nianbaoshu: ignore NB104 x -->"):
        assert not complaints(put_before(TEXT, HEADING, text)) and not waived(put_before(TEXT, HEADING, text))


def test_the_places_of_findings_are_still_those_of_the_file() -> None:
    source = Source("a.md", put_before(TEXT, HEADING, comment("NB104")))
    for finding in check(source):
        if finding.problem.found and finding.span:
            assert source.quote(finding.span) == finding.problem.found


def test_in_a_web_page() -> None:
    html = (
        f"<html><body><h1>{TITLE}</h1>\n<!-- nianbao: ignore NB104 因栏目名称统一 -->\n"
        "<h2>一、基本情况</h2><p>有部份栏目已合并。</p>"
        "<!-- nianbao: ignore NB704 因引文如此 --><p>公开情况情况良好。"
        "</p><!-- nianbao: ignore NB702 因有授权 --><p>没有。</p></body></html>"
    )
    findings = check(
        from_bytes(html.encode(), "a.html"), Config(select=frozenset({"NB007", "NB104", "NB701", "NB704"}))
    )
    assert [(one.code, bool(one.waived)) for one in findings] == [
        ("NB104", True),
        ("NB701", False),
        ("NB704", True),
        ("NB007", False),
    ]


# ── How it is written ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("said", "reason", "until"),
    [
        ("NB104 因省级平台统一要求", "因省级平台统一要求", None),
        ("section-heading: 上级规定的标题", "上级规定的标题", None),
        ("nb104 because the province prescribes it", "because the province prescribes it", None),
        ("NB104 NB701 因引文", "因引文", None),
        ("NB104，NB701：因引文", "因引文", None),
        ("NB104 因系统升级，至2026-03-31", "因系统升级", "2026-03-31"),
        ("NB104 因系统升级至2026年3月31日", "因系统升级", "2026-03-31"),
        ("NB104 until 2026-3-31 because of the upgrade", "because of the upgrade", "2026-03-31"),
        (
            "NB104 the system is being upgraded (until 2026-03-31)",
            "the system is being upgraded",
            "2026-03-31",
        ),
        ("NB104 （至2026/03/31）因系统升级", "因系统升级", "2026-03-31"),
        ("NB104 因统计期限为2023年1月1日至2023年12月31日", "因统计期限为2023年1月1日至2023年12月31日", None),
        ("NB104 keep it until the form changes", "keep it until the form changes", None),
        ("NB104\n  因省级平台\n  统一要求\n", "因省级平台 统一要求", None),
    ],
)
def test_rules_reason_and_day(said: str, reason: str, until: str | None) -> None:
    text = put_before(TEXT, HEADING, f"<!--nianbao:ignore {said}-->")
    assert [finding.waived for finding in found(text, BEFORE) if finding.code == "NB104"] == [
        Waiver("comment", reason, until)
    ]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("ignore NB104", "没有写明理由"),
        ("ignore NB104 因……", "没有写明理由"),
        ("ignore NB104 因为 。", "没有写明理由"),
        ("ignore NB104 —— 至2026-03-31", "没有写明理由"),
        ("ignore", "看不懂这条豁免"),
        ("忽略 NB104 因引文", "看不懂这条豁免"),
        ("disable NB104 因引文", "看不懂这条豁免"),
        ("", "看不懂这条豁免"),
        ("ignore 因引文", "看不懂这条豁免"),
        ("ignore NB1O4 因引文", "没有规则“NB1O4”，是不是“NB104”？"),
        ("ignore section-headings 因引文", "是不是“section-heading”？"),
        ("ignore NB104,NB999 因引文", "NB999 不能豁免"),
        ("ignore NB001 因引文", "NB001 不能豁免"),
        ("ignore NB104 因引文，至2026-02-30", "“2026-02-30”不是一个日期"),
    ],
)
def test_what_is_not_right_has_no_effect_and_is_said(said: str, says: str) -> None:
    text = put_before(TEXT, HEADING, f"<!-- nianbao: {said} -->")
    assert [says in message for message in complaints(text)] == [True]
    assert len(waived(text)) == (1 if "NB104,NB999" in said else 0)


def test_it_holds_up_to_its_day() -> None:
    text = put_before(TEXT, HEADING, comment("NB104", "因系统升级，至2026-03-31"))
    assert waived(text, date(2026, 3, 31)) == ["NB104"] == waived(text)
    assert waived(text, date(2026, 4, 1)) == []
    assert complaints(text, date(2026, 4, 1)) == [
        "这条豁免（NB104）已于 2026-03-31 到期，请改正问题，或者重新约定期限"
    ]


def test_a_waiver_says_which_problem_there_is_instead() -> None:
    assert complaints(put_before(TEXT, HEADING, comment("NB105"))) == [
        "这条豁免（NB105）没有用上：这里的问题是 NB104"
    ]


def test_a_family_may_be_waived_but_never_what_cannot_be_read() -> None:
    assert waived(comment("NB3") + "\n" + TEXT) == ["NB301", "NB304"]
    error = ReadError("a.md", Message(zh="打不开", en="cannot be opened")())
    grants = Settings().for_file("a.md")
    assert [finding.waived for finding in unreadable(error, grants).findings] == [None]


def test_complaints_about_waivers_may_be_waived_and_then_those_count_as_used() -> None:
    text = put_before(TEXT, HEADING, comment("NB105", "因等待格式调整"))
    assert waived(comment("NB007", "因暂时保留") + "\n" + text) == ["NB007"]
    assert complaints(comment("NB007", "因暂时保留") + "\n" + TEXT) == [
        "这条豁免（NB007）没有用上：这里没有这个问题，请删去"
    ]


def test_a_waiver_is_not_called_unused_by_a_run_that_could_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    text = put_before(TEXT, HEADING, comment("NB104"))
    for config in (Config(select=frozenset({"NB301", "NB007"})), Config(ignore=frozenset({"NB104"}))):
        assert [
            finding.code
            for finding in check(Source("a.md", text), config)
            if finding.code in ("NB007", "NB104", "NB999")
        ] == []
    notes = "# 会议纪要\n\n<!-- nianbao: ignore NB301 因旧格式 -->\n\n例会记录。\n"
    assert [finding.code for finding in found(notes)] == ["NB002"]


def test_a_text_that_is_no_report_can_be_waived() -> None:
    assert waived(comment("not-a-report", "因是目录说明") + "\n# 说明\n\n本目录存放材料。\n") == ["NB002"]


@given(st.text(st.sampled_from("NB104,，、 -:至until因0123456789年月日（）()\n!>x"), max_size=60))
def test_whatever_is_written_is_either_a_waiver_or_a_complaint(said: str) -> None:
    text = put_before(TEXT, HEADING, f"<!-- nianbao: ignore {said} -->")
    findings = found(text)
    if Source("a.md", text).comments:
        assert any(finding.waived or finding.code == "NB007" for finding in findings)


# ── In the configuration ────────────────────────────────────────────────────


def configured(
    folder: Path, text: str, file: str = "reports/a.md", original: str = TEXT, today: date | None = None
) -> list[Finding]:
    (folder / "nianbao.toml").write_text(text, "utf-8")
    from nianbao.linter.settings import Wishes

    return check(Source(file, original), Settings(Wishes(today=today)).for_file(folder / file))


ENTRY = '[[waiver]]\nrule = {rule}\nfile = "{file}"\nreason = "{reason}"\n{more}\n'


def entry(
    rule: str = '"NB304"', file: str = "reports/a.md", reason: str = "与司法局核对中", more: str = ""
) -> str:
    return ENTRY.format(rule=rule, file=file, reason=reason, more=more)


@pytest.mark.parametrize(
    "cell",
    [
        "remedies/cases/review_total",
        "remedies/cases",
        "remedies",
        "表四 · 行政复议 · 总计",
        "表四·行政复议·总计",
        "表四",
    ],
)
def test_an_entry_for_a_cell(tmp_path: Path, cell: str) -> None:
    findings = configured(tmp_path, entry(more=f'cell = "{cell}"'))
    assert [finding.waived for finding in findings if finding.waived] == [
        Waiver("configuration", "与司法局核对中", None)
    ]


def test_an_entry_for_another_cell_is_unused_and_named(tmp_path: Path) -> None:
    findings = configured(
        tmp_path, entry(rule='["NB301", "NB304"]', more='cell = "表三 · 本年新收 · 自然人"')
    )
    assert [finding.code for finding in findings if finding.waived] == ["NB301"]
    (complaint,) = (finding for finding in findings if finding.code == "NB007")
    assert (
        complaint.span is None
        and "nianbao.toml 的第 1 条豁免（NB304）没有用上：这里没有这个问题" in complaint.message
    )


def test_entries_for_many_files_need_not_be_used_in_each(tmp_path: Path) -> None:
    assert [
        finding.code
        for finding in configured(tmp_path, entry(rule='"NB702"', file="reports/*.md"))
        if finding.code == "NB007"
    ] == []
    assert [
        finding.code for finding in configured(tmp_path, entry(rule='"NB702"')) if finding.code == "NB007"
    ] == ["NB007"]
    assert [
        finding.code
        for finding in configured(tmp_path, entry(file="reports/b.md"))
        if finding.code == "NB007"
    ] == []


def test_entries_expire_and_need_a_reason(tmp_path: Path) -> None:
    for until in ("2026-03-31", '"2026-03-31"', '"2026年3月31日"'):
        text = entry(more=f"until = {until}")
        assert [
            finding.waived.until
            for finding in configured(tmp_path, text, today=date(2026, 3, 31))
            if finding.waived
        ] == ["2026-03-31"]
        late = configured(tmp_path, text, today=date(2026, 4, 1))
        assert not any(finding.waived for finding in late) and any(
            "已于 2026-03-31 到期" in finding.message for finding in late
        )
    findings = configured(tmp_path, entry(reason="因……"))
    assert not any(finding.waived for finding in findings) and any(
        "没有写明理由" in finding.message for finding in findings
    )


def test_the_same_entry_holds_for_a_word_file(tmp_path: Path) -> None:
    rng = random.Random(5)
    one = FAULTS["change-remedy-figure"](draft(rng, random_figures(rng, "2021")), rng).draft
    (tmp_path / "nianbao.toml").write_text(entry(rule='"NB3"', file="*.docx"), "utf-8")
    findings = check(from_bytes(word(one, rng), "a.docx"), Settings().for_file(tmp_path / "a.docx"))
    faults = [finding for finding in findings if finding.code.startswith("NB3")]
    assert faults and all(finding.waived for finding in faults)


def test_a_waiver_for_texts_that_are_no_reports_is_idle_in_a_report() -> None:
    codes = [
        finding.code
        for finding in found(put_before(TEXT, HEADING, "<!-- nianbao: ignore NB002 因为是附件 -->"))
    ]
    assert "NB007" in codes
