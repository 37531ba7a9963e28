"""The official formats, what a broken format file says, and a format that a team adds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nianbao.grammar import FormatError, Source, load_formats, official_formats, parse
from nianbao.grammar.formats.loading import KINDS, OFFICIAL, read_format

SECTIONS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "remedies": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
ASPECTS = {
    "proactive": "主动公开",
    "on_request": "依申请公开",
    "management": "政府信息管理",
    "platform": "平台建设",
    "oversight": "监督保障",
}
BODIES = {"proactive": "disclosure", "requests": "requests", "remedies": "remedies"}
DISCLOSURE = {
    "2019": {
        "第二十条第（一）项": (
            ["new_made", "new_published", "public_total"],
            {"rules": "规章", "normative": "规范性文件"},
        ),
        "第二十条第（五）项": (
            ["previous_items", "change", "decisions"],
            {"licence": "行政许可", "other_service": "其他对外管理服务事项"},
        ),
        "第二十条第（六）项": (
            ["previous_items", "change", "decisions"],
            {"penalty": "行政处罚", "coercion": "行政强制"},
        ),
        "第二十条第（八）项": (["previous_items", "change"], {"fee": "行政事业性收费"}),
        "第二十条第（九）项": (["projects", "amount"], {"procurement": "政府集中采购"}),
    },
    "2021": {
        "第二十条第（一）项": (
            ["made", "repealed", "valid"],
            {"rules": "规章", "normative": "行政规范性文件"},
        ),
        "第二十条第（五）项": (["decisions"], {"licence": "行政许可"}),
        "第二十条第（六）项": (["decisions"], {"penalty": "行政处罚", "coercion": "行政强制"}),
        "第二十条第（八）项": (["amount"], {"fee": "行政事业性收费"}),
    },
}
APPLICANTS = ["person", "business", "research", "charity", "legal", "other_org", "total"]
OUTCOMES = [
    "received", "carried_in", "granted", "partial", "denied_secret", "denied_law", "denied_safety", "denied_third_party", "denied_internal",
    "denied_process", "denied_enforcement", "denied_query", "unavailable_not_held", "unavailable_not_ready", "unavailable_unclear", "refused_petition",
    "refused_repeat", "refused_publication", "refused_excessive", "refused_confirm",
]  # fmt: skip
OTHER = {"2019": ["other_outcome"], "2021": ["other_no_correction", "other_no_payment", "other_else"]}
SPANS = {
    "2019": {"outcome": 20, "denied": 8, "unavailable": 3, "refused": 5},
    "2021": {"outcome": 22, "denied": 8, "unavailable": 3, "refused": 5, "other": 3},
}
CASES = [
    f"{group}_{result}"
    for group in ("review", "direct", "after")
    for result in ("upheld", "corrected", "other", "pending", "total")
]
IDENTITIES = ["balance", "outcomes", "applicants", "review", "direct", "after", "files", "carry"]


# ── The official formats ────────────────────────────────────────────────────


def test_there_are_two_formats_and_their_years() -> None:
    assert [(format.id, format.first_year, format.last_year) for format in official_formats()] == [
        ("2019", 2019, 2020),
        ("2021", 2021, None),
    ]
    assert [format.number for format in official_formats()] == [
        "国办公开办函〔2019〕60号",
        "国办公开办函〔2021〕30号",
    ]


@pytest.mark.parametrize(
    ("year", "id"),
    [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2031, "2021"), (2016, "2021"), (None, "2021")],
)
def test_the_format_in_force(year: int | None, id: str) -> None:
    assert official_formats().for_year(year).id == id


@pytest.mark.parametrize("number", [0, 1])
def test_sections(number: int) -> None:
    format = official_formats()[number]
    assert {section.id: section.heading for section in format.sections} == SECTIONS
    assert [section.id for section in format.sections] == list(SECTIONS)
    assert {section.id: section.table for section in format.sections if section.table} == BODIES


@pytest.mark.parametrize("number", [0, 1])
def test_aspects(number: int) -> None:
    format = official_formats()[number]
    assert {aspect.id: aspect.name for aspect in format.aspects} == ASPECTS
    for aspect in format.aspects:
        assert any(variant in aspect.label for variant in aspect.variants) and aspect.words
        assert all(word for entry in aspect.words for group in entry for word in group)
    assert [duty.label for aspect in format.aspects for duty in aspect.governments_add] == [
        "工作考核",
        "社会评议",
        "责任追究",
    ]
    assert format.section["overview"].limit == (1000 if format.id == "2021" else None)


@pytest.mark.parametrize("number", [0, 1])
def test_disclosure(number: int) -> None:
    format = official_formats()[number]
    table = format.tables["disclosure"]
    blocks = {
        block.caption: ([column.id for column in block.columns], {row.id: row.label for row in block.rows})
        for block in table.blocks
    }
    assert blocks == DISCLOSURE[format.id]
    assert {block.labels[0] for block in table.blocks} == {"信息内容"}
    assert {column.kind for block in table.blocks for column in block.columns} <= set(KINDS)


@pytest.mark.parametrize("number", [0, 1])
def test_requests(number: int) -> None:
    format = official_formats()[number]
    (block,) = format.tables["requests"].blocks
    assert [column.id for column in block.columns] == APPLICANTS
    assert [row.id for row in block.rows] == [*OUTCOMES, *OTHER[format.id], "handled", "carried_out"]
    outer = {span.id: span.span for span in block.spans}
    covered = dict.fromkeys(outer, 0)
    for row in block.rows:
        span = row.span
        while span:
            covered[span] += 1
            span = outer[span]
    assert covered == SPANS[format.id]


@pytest.mark.parametrize("number", [0, 1])
def test_remedies(number: int) -> None:
    (block,) = official_formats()[number].tables["remedies"].blocks
    assert [column.id for column in block.columns] == CASES
    assert [row.id for row in block.rows] == ["cases"]
    assert len(block.labels) == 19 and sum(cell.colspan for cell in block.header[0]) == 15


@pytest.mark.parametrize("number", [0, 1])
def test_identities_add_up_what_the_tables_have(number: int) -> None:
    format = official_formats()[number]
    assert [identity.id for identity in format.identities if identity.id != "files"] == [
        id for id in IDENTITIES if id != "files"
    ]
    assert any(identity.id == "files" for identity in format.identities) == (format.id == "2021")
    outcomes = next(identity for identity in format.identities if identity.id == "outcomes")
    rows = [row.id for row in format.tables["requests"].blocks[0].rows]
    assert sorted(term.id for term in outcomes.terms) == sorted(
        set(rows) - {"received", "carried_in", "carried_out"}
    )
    assert {identity.id for identity in format.identities if identity.between_years} == (
        {"files", "carry"} if format.id == "2021" else {"carry"}
    )


# ── Broken files ────────────────────────────────────────────────────────────

OFFICIAL_TEXT = (OFFICIAL / "2021.toml").read_text("utf-8")


def broken(tmp_path: Path, old: str, new: str) -> Path:
    assert OFFICIAL_TEXT.count(old) >= 1, f"{old} is not in the format file"
    path = tmp_path / "ours.toml"
    path.write_text(OFFICIAL_TEXT.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "2021"\n', "", r"ours\.toml: id: .*add"),
        ("years = { from = 2021 }\n", "", r"ours\.toml: years: .*add"),
        ("years = { from = 2021 }\n", "years = { to = 2025 }\n", r"ours\.toml:\d+: years\.from: .*add"),
        ('title = "总体情况"\n', "", r"ours\.toml:\d+: sections\[1\]\.title: .*add"),
        (
            '{ id = "carried_out", label =',
            "{ label =",
            r"ours\.toml:\d+: tables\[2\]\.blocks\[1\]\.rows\[25\]\.id: .*add",
        ),
        (
            '[{ label = "信息内容" }, ',
            '[{ labell = "信息内容" }, ',
            r"ours\.toml:\d+: tables\[1\]\.blocks\[1\]\.header\[1\]\[1\]\.label: .*add",
        ),
        (
            'numeral = "三"\n',
            'numeral = "三"\ntabel = "requests"\n',
            r"ours\.toml:\d+: sections\[3\]\.tabel: .*did you mean table",
        ),
        (
            'label = "规章" }',
            'label = "规章", lable = "规定" }',
            r"ours\.toml:\d+: tables\[1\]\.blocks\[1\]\.rows\[1\]\.lable: .*did you mean label",
        ),
        (
            'label = "总计", rowspan',
            'label = "总计", colspam',
            r"ours\.toml:\d+: tables\[2\]\.blocks\[1\]\.header\[2\]\[3\]\.colspam: .*colspan",
        ),
        (
            'label = "现行有效件数", roles',
            'label = "现行有效件数", unti = "件", roles',
            r"ours\.toml:\d+: tables\[1\]\.blocks\[1\]\.columns\[3\]\.unti: .*unit",
        ),
        (
            'label = "三、本年度办理结果" }',
            'label = "三、本年度办理结果", inn = "x" }',
            r"ours\.toml:\d+: tables\[2\]\.blocks\[1\]\.spans\[1\]\.inn: .*in",
        ),
        (
            "years = { from = 2021 }",
            'years = { from = "2021" }',
            r"ours\.toml:\d+: years\.from: .*whole number",
        ),
        ("years = { from = 2021 }", "years = 2021", r"ours\.toml:\d+: years: .*table"),
        (
            "years = { from = 2021 }",
            "years = { from = true }",
            r"ours\.toml:\d+: years\.from: .*whole number",
        ),
        (
            "rowspan = 3",
            'rowspan = "3"',
            r"ours\.toml:\d+: tables\[2\]\.blocks\[1\]\.header\[1\]\[1\]\.rowspan: .*whole number",
        ),
        (
            "rowspan = 3",
            "rowspan = 0",
            r"ours\.toml:\d+: tables\[2\]\.blocks\[1\]\.header\[1\]\[1\]\.rowspan: .*whole number",
        ),
        ('numeral = "一"', "numeral = 1", r"ours\.toml:\d+: sections\[1\]\.numeral: .*quotes"),
        (
            'table = "disclosure"\nvariants',
            'table = "disclosures"\nvariants',
            r"ours\.toml:\d+: sections\[2\]\.table: .*may be disclosure, requests, remedies",
        ),
        (
            'kind = "money"',
            'kind = "cash"',
            r"ours\.toml:\d+: tables\[1\]\.blocks\[4\]\.columns\[1\]\.kind: .*may be count, money, signed",
        ),
        (
            'over = "columns"\nequation',
            'over = "column"\nequation',
            r"ours\.toml:\d+: identities\[1\]\.over: .*may be rows, columns",
        ),
        (
            '"received + carried_in = handled',
            '"recieved + carried_in = handled',
            r"ours\.toml:\d+: identities\[1\]\.equation: .*recieved",
        ),
        (
            '"received + carried_in = handled + carried_out"',
            '"received + carried_in"',
            r"ours\.toml:\d+: identities\[1\]\.equation: .*=",
        ),
        (
            'id = "denied", label',
            'id = "refusal", label',
            r"ours\.toml:\d+: tables\[2\]\.blocks\[1\]\.rows\[5\]\.in: .*denied.*add",
        ),
        (
            '{ id = "outcome", label = "三、本年度办理结果" },\n',
            "",
            r"ours\.toml:\d+: tables\[2\]\.blocks\[1\]\.rows\[3\]\.in: .*outcome.*add",
        ),
        (
            'rows = ["rules", "normative"]',
            'rows = ["rules", "normativ"]',
            r"ours\.toml:\d+: identities\[7\]\.rows\[2\]: .*normativ.* did you mean normative",
        ),
        ("limit = 1000", 'limit = "1000"', r"ours\.toml:\d+: sections\[1\]\.limit: .*whole number"),
        ("limit = 1000", "limits = 1000", r"ours\.toml:\d+: sections\[1\]\.limits: .*did you mean limit"),
        (
            '{ label = "社会评议", words',
            "{ words",
            r"ours\.toml:\d+: aspects\[5\]\.governments_add\[2\]\.label: .*add",
        ),
        (
            'label = "社会评议", words',
            'label = "社会评议", word',
            r"ours\.toml:\d+: aspects\[5\]\.governments_add\[2\]\.word: .*words",
        ),
        (
            'variants = ["主动公开",',
            'variant = ["主动公开",',
            r"ours\.toml:\d+: aspects\[1\]\.variant: .*did you mean variants",
        ),
        ("[document]", "[document", r"ours\.toml:\d+: .*TOML"),
    ],
)
def test_a_broken_file_names_itself_the_key_and_the_remedy(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = broken(tmp_path, old, new)
    with pytest.raises(FormatError) as error:
        read_format(path)
    assert re.search(says, str(error.value)), str(error.value)
    with pytest.raises(FormatError):
        load_formats([tmp_path])


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_bytes(b"\xff\xfe\x00id")
    with pytest.raises(FormatError, match=r"ours\.toml: "):
        load_formats([tmp_path])


def test_a_folder_without_formats_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=re.escape(str(tmp_path))):
        load_formats([tmp_path])
    with pytest.raises(FormatError, match="nowhere"):
        load_formats([OFFICIAL, tmp_path / "nowhere"])


# ── A format of a team's own ────────────────────────────────────────────────


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A format for reports from 2030 that differs from the official one in a row's label, a section's title and a table's head."""
    text = OFFICIAL_TEXT
    for old, new in (
        ('id = "2021"\nyears = { from = 2021 }', 'id = "2030"\nyears = { from = 2030 }'),
        ('label = "3.补正后申请内容仍不明确"', 'label = "3.经补正仍无法确定所需内容"'),
        ('title = "其他需要报告的事项"', 'title = "附带说明的事项"'),
        ("现行有效件数", "年末有效件数"),
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "2030.toml").write_text(text, "utf-8")
    return tmp_path


REPORT = """\
鹿鸣县水务局{year}年政府信息公开工作年度报告
一、总体情况
{year}年工作有序开展。
二、主动公开政府信息情况
第二十条第（一）项 | |||
信息内容 | 本年制发件数 | 本年废止件数 | {valid} |
规章 | 0 | 0 | 0 |
行政规范性文件 | 2 | 1 | 9 |
三、收到和处理政府信息公开申请情况
（四）无法提供 | 1.本机关不掌握相关政府信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
2.没有现成信息需要另行制作 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
{unclear} | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
六、{other}
无。
"""
NEW = {"valid": "年末有效件数", "unclear": "3.经补正仍无法确定所需内容", "other": "附带说明的事项"}
OLD = {"valid": "现行有效件数", "unclear": "3.补正后申请内容仍不明确", "other": "其他需要报告的事项"}


def test_a_third_format_is_data_only(ours: Path) -> None:
    formats = load_formats([OFFICIAL, ours])
    assert [format.id for format in formats] == ["2019", "2021", "2030"]
    report = parse(Source("a.md", REPORT.format(year=2030, **NEW)), formats)
    assert report.format.id == "2030"
    assert [(section.format.id, section.exact) for section in report.sections if section.format] == [
        ("overview", True), ("proactive", True), ("requests", True), ("other", True),
    ]  # fmt: skip
    requests, disclosure = report.tables["requests"], report.tables["disclosure"]
    assert not requests.row_differences.renamed
    assert requests.cells["unavailable_unclear", "person"].value == 3
    assert disclosure.cells["normative", "valid"].value == 9
    assert disclosure.version.id == "2030" and disclosure.blocks[0].speaks_for == "2030"


def test_years_before_it_keep_the_official_format(ours: Path) -> None:
    report = parse(Source("a.md", REPORT.format(year=2029, **OLD)), load_formats([OFFICIAL, ours]))
    assert report.format.id == "2021"
    assert report.tables["disclosure"].version.id == "2021"
    assert not report.tables["requests"].row_differences.renamed
    assert all(section.exact for section in report.sections)


def test_an_old_table_in_its_time_is_told(ours: Path) -> None:
    report = parse(
        Source("a.md", REPORT.format(year=2030, **{**NEW, "valid": OLD["valid"]})),
        load_formats([OFFICIAL, ours]),
    )
    assert report.format.id == "2030"
    assert report.tables["disclosure"].blocks[0].speaks_for == "2021"


def test_of_two_formats_with_one_id_the_later_counts(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        OFFICIAL_TEXT.replace("国办公开办函〔2021〕30号", "某办〔2022〕1号"), "utf-8"
    )
    formats = load_formats([OFFICIAL, tmp_path])
    assert [format.number for format in formats] == ["国办公开办函〔2019〕60号", "某办〔2022〕1号"]
