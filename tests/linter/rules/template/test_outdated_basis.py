"""NB409: the documents that reports cite: the letter with the format, the law, and its decree."""

from __future__ import annotations

import pytest
from nianbao.linter import Config, Finding, Severity, Source, check

from tests.linter.fixing import applied

LAW = "中华人民共和国政府信息公开条例"
NAME = "中华人民共和国政府信息公开工作年度报告格式"
LETTER_2019 = "国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知"
LETTER_2021 = f"国务院办公厅政府信息与政务公开办公室关于印发〈{NAME}〉的通知"
NUMBER_2019, NUMBER_2021 = "国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"
DECREE = "国务院令第711号"


def report(body: str, year: int = 2023) -> str:
    return (
        f"青禾县民政局{year}年政府信息公开工作年度报告\n\n{body}\n\n一、总体情况\n\n"
        f"{year}年，我局主动公开政府信息86条。\n"
    )


def findings(body: str, year: int = 2023) -> list[Finding]:
    return check(Source("a.md", report(body, year)), Config(select=frozenset({"NB409"})))


@pytest.mark.parametrize(
    ("body", "after"),
    [
        # The format of 2019 after its time
        (f"根据{NUMBER_2019}编制本报告。", f"根据{NUMBER_2021}编制本报告。"),
        (f"根据《{LETTER_2019}》（{NUMBER_2019}）编制。", f"根据《{LETTER_2021}》（{NUMBER_2021}）编制。"),
        (f"根据国务院办公厅《{LETTER_2019[4:]}》编制。", f"根据国务院办公厅《{LETTER_2021}》编制。"),
        (f"按照《{NAME}（试行）》编制年度报告。", f"按照《{NAME}》编制年度报告。"),
        ("根据国办发〔2019〕60号编制年度报告。", f"根据{NUMBER_2021}编制年度报告。"),
        # Titles and numbers that do not belong together, or are misspelt
        (f"根据《{LETTER_2019}》（{NUMBER_2021}）编制。", f"根据《{LETTER_2021}》（{NUMBER_2021}）编制。"),
        (f"根据《{NAME}》（国办公开办函〔2021〕13号）编制。", f"根据《{NAME}》（{NUMBER_2021}）编制。"),
        ("根据国办发〔2021〕30号编制年度报告。", f"根据{NUMBER_2021}编制年度报告。"),
        ("根据国办公开函【2021】30号编制年度报告。", f"根据{NUMBER_2021}编制年度报告。"),
        (f"根据《{LETTER_2021}》（国办函〔2021〕30号）编制。",
            f"根据《{LETTER_2021}》（{NUMBER_2021}）编制。"),
        (f"按照《中华人民共和国政府信息年度报告格式》（{NUMBER_2021}）编制。",
            f"按照《{NAME}》（{NUMBER_2021}）编制。"),
        ("按照《政府信息公开年度报告格式》编制。", f"按照《{NAME}》编制。"),
        # The law
        ("根据《中华人民共和国政务信息公开条例》编制。", f"根据《{LAW}》编制。"),
        ("根据《中华人民共和国政府信息公开条列》编制。", f"根据《{LAW}》编制。"),
        ("根据《中国人民共和国政府信息公开条例》编制。", f"根据《{LAW}》编制。"),
        ("根据《政务信息公开条例》编制。", "根据《政府信息公开条例》编制。"),
        ("依据国务院第711号令编制。", f"依据{DECREE}编制。"),
        ("依据国务院711号令编制。", f"依据{DECREE}编制。"),
        ("依据国务院令711号编制。", f"依据{DECREE}编制。"),
        (f"根据《{LAW}》（国务院令第492号）编制。", f"根据《{LAW}》（{DECREE}）编制。"),
        (f"根据《{LAW}》（国务院令第710号）编制。", f"根据《{LAW}》（{DECREE}）编制。"),
    ],
)  # fmt: skip
def test_wrong_basis(body: str, after: str) -> None:
    (finding,) = findings(body)
    (fix,) = finding.fixes
    assert finding.severity is Severity.WARNING and not fix.safe
    assert applied(report(body), fix) == report(after)
    assert findings(after) == []


@pytest.mark.parametrize(
    "number",
    [
        "国办公开办函【2021】30号",
        "国办公开办函[2021]30号",
        "国办公开办函（2021）30号",
        "国办公开办函［2021］30号",
        "国办函(2020)109号",
        "国办公开办函<2021>30号",
    ],
)
def test_brackets_are_information_and_fixed_safely(number: str) -> None:
    (finding,) = findings(f"依照{number}编制年度报告。")
    assert finding.severity is Severity.INFO and finding.fixes[0].safe
    after = applied(report(f"依照{number}编制年度报告。"), finding.fixes[0])
    assert "〔2021〕30号" in after or "〔2020〕109号" in after


@pytest.mark.parametrize(
    "body",
    [
        f"根据《{LAW}》（{DECREE}）和《{LETTER_2021}》（{NUMBER_2021}）要求编制。",
        f"根据《{LETTER_2021.replace('〈', '《').replace('〉', '》')}》（{NUMBER_2021}）编制。",
        (
            f"依照{NUMBER_2021.replace('〔', '﹝').replace('〕', '﹞')}、国办公开办函〔 2021 〕 30 "
            "号编制年度报告。"
        ),
        "根据《政府信息公开条例》《信息公开条例》《条例》编制。",
        "根据《青禾省政府信息公开条例》《云岭市政务公开条例》编制。",
        "按照《政府信息公开工作年度报告格式》编制。",
        "按照《云岭市政府信息公开年度报告格式》编制。",
        "按照《云岭市人民政府办公室关于政府信息公开工作年度报告有关事项的通知》编制。",
        "落实《关于加强排水工作的意见》（国办发〔2021〕30号），编制年度报告。",
        "落实国办发〔2021〕30号《关于加强排水工作的意见》。",
        "落实国办公开办函〔2022〕30号要求。",
        f"{NUMBER_2019}同时废止，不再执行。",
        "条例于2007年以国务院令第492号公布，2019年以国务院令第711号修订。",
        "中华人民共和国国务院令（第711号），国令第711号，国务院令第 711 号。",
        "国务院令第711\n号",
        "国办公开办函〔202130号编制年度报告",
        "青国土资发〔2021〕30号编制年度报告。",
        "落实《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）。",
        "公布《青禾县民政局2023年政府信息公开工作年度报告》。",
    ],
)
def test_right_basis(body: str) -> None:
    assert [finding.message for finding in findings(body)] == []


@pytest.mark.parametrize("year", [2019, 2020])
def test_reports_of_the_time(year: int) -> None:
    assert findings(f"根据《{LETTER_2019}》（{NUMBER_2019}）和《{NAME}（试行）》编制。", year) == []
    assert findings(f"根据《{LETTER_2021}》（{NUMBER_2021}）编制。", year) == []
    (finding,) = findings("根据国办发〔2019〕60号编制年度报告。", year)
    assert finding.problem.expected == NUMBER_2019


def test_without_a_year_nothing_is_outdated() -> None:
    text = (
        f"政府信息公开工作年度报告\n\n根据{NUMBER_2019}编制。\n\n一、总体情况\n\n我局主动公开政府信息86条。\n"
    )
    assert check(Source("a.md", text), Config(select=frozenset({"NB409"}))) == []


def test_a_fault_that_comes_again_is_one_finding() -> None:
    (finding,) = findings("依据国务院第711号令编制。\n\n学习国务院第711号令。")
    assert (len(finding.related), len(finding.fixes[0].edits)) == (1, 2)


@pytest.mark.parametrize(
    "body",
    [
        f"根据《{LETTER_2019}》《{LETTER_2021}》编制。", f"根据{NUMBER_2021}和{NUMBER_2019}编制年度报告。",
        f"根据《{NAME}》（{NUMBER_2021}）及《{LETTER_2019}》编制年度报告。",
    ],
)  # fmt: skip
def test_the_older_letter_beside_the_right_one_is_information(body: str) -> None:
    (finding,) = findings(body)
    assert finding.severity is Severity.INFO and not finding.fixes
    assert "可以删去" in finding.message


@pytest.mark.parametrize(
    ("body", "after"),
    [
        (f"根据《{NAME}》（国 办公开办函(2021) 30号）编制。", f"根据《{NAME}》（{NUMBER_2021}）编制。"),
        ("根据国办公开办函〔 2021〕 30号编制年度报告。", f"根据{NUMBER_2021}编制年度报告。"),
        ("根据国 办公开办 函〔2021〕30号编制年度报告。", f"根据{NUMBER_2021}编制年度报告。"),
        (
            "落实青政办发（2023）5号、青政发[2023]6号文件。",
            "落实青政办发〔2023〕5号、青政发〔2023〕6号文件。",
        ),
    ],
)
def test_numbers_with_blanks_and_wrong_brackets(body: str, after: str) -> None:
    (finding,) = findings(body)
    assert finding.severity is Severity.INFO and finding.fixes[0].safe
    assert applied(report(body), finding.fixes[0]) == report(after)


@pytest.mark.parametrize(
    "body",
    [
        "（2023）南01行初5号判决已生效。",
        "青府复决字（2023）5号决定维持。",
        "落实青政办发〔2023〕5号文件。",
        "根据国办公开办函〔2021〕 30 号编制，公开信息 86 条。",
    ],
)
def test_numbers_that_are_right(body: str) -> None:
    assert findings(body) == []
