"""Format files: each error names its place and the remedy, and a format that a team adds is data only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nianbao.grammar import FormatError, Source, load_formats, parse
from nianbao.grammar.formats.loading import OFFICIAL, read_format

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


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A format for reports from 2030 that differs in a row label, a section title and a table head."""
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
