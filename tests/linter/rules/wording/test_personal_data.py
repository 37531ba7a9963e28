"""NB702: numbers of persons, told from those of offices and things."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.linter import Severity

from tests.linter.fixing import applied
from tests.linter.rules.wording.reports import findings, found, report

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(beginning: str) -> str:
    return (
        beginning
        + "10X98765432"[
            sum(int(digit) * weight for digit, weight in zip(beginning, WEIGHTS, strict=True)) % 11
        ]
    )


@given(
    st.sampled_from(["110101", "431103", "659001"]),
    st.dates(date(1920, 1, 1), date(2025, 12, 31)),
    st.integers(0, 999),
)
def test_identity_cards(region: str, born: date, serial: int) -> None:
    number = identity(f"{region}{born:%Y%m%d}{serial:03}")
    (finding,) = findings(report(f"申请人的身份证号为{number}。"), "NB702")
    assert finding.severity is Severity.ERROR
    assert number not in finding.message and finding.problem.found == f"{number[:4]}{'*' * 10}{number[-4:]}"
    assert findings(applied(report(f"申请人的身份证号为{number}。"), finding.fixes[0]), "NB702") == []
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert found(f"申请人的身份证号为{wrong}。", "NB702") == []


CARD = "6222021001122334458"

SHOWN = [
    (
        f"身份证{identity('11010119900307123')[:6]} 19900307 {identity('11010119900307123')[14:]}",
        "1101**********1233",
    ),
    ("身份证１１０１０１１９９００３０７１２３３", "1101**********1233"),
    ("申请人陈某（电话：13812345678）来访。", "138****5678"),
    ("市民李女士手机138-1234-5678反映问题。", "138****5678"),
    ("已回复群众13812345678。", "138****5678"),
    ("退款至申请人银行卡，卡号6222 0210 0112 2334 458。", "6222***********4458"),
    (f"退款至账号{CARD}。", "6222***********4458"),
]


@pytest.mark.parametrize(("body", "masked"), SHOWN)
def test_personal_numbers(body: str, masked: str) -> None:
    assert found(body, "NB702") == [masked]


@pytest.mark.parametrize(
    "body",
    [
        "联系电话：13812345678，传真0537-7281890，邮编272500。",
        "如申请人有疑问，请拨打咨询热线13812345678。",
        "联系人：陈红，手机13812345678。",
        "联系方式\n13812345678",
        "访问量13812345678次，收费13812345678元，备案编号：13812345678。",
        "http://www.example.com/13812345678.html，13812345678@example.com",
        "申请人陈某（138****5678），身份证1101**********1233。",
        "统一社会信用代码110101199003071233。",
        "身份证110101199002301234。",
        "档案号110101199003071234，索引号4311030021/2023-05993，京公网安备14112702000005号。",
        f"缴费账户：青禾县财政局非税收入专户，账号{CARD}。",
        "账号6222021001122334459。",
    ],
)
def test_numbers_of_offices_and_things(body: str) -> None:
    assert found(body, "NB702") == []


def test_a_number_that_comes_again_is_one_finding() -> None:
    (finding,) = findings(report("申请人陈某13812345678来访。\n\n再次电话回复陈某138-1234-5678。"), "NB702")
    assert (len(finding.related), len(finding.fixes[0].edits)) == (1, 2)
