"""Contradictions met in published reports, and correct prose that looks like one, in our own words."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from nianbao.linter import Severity

from tests.generator import Draft
from tests.linter.claims.reports import findings, report, with_cells, with_requests

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A sentence in a report with these figures, and the rules that find it, seriously or as information."""

    name: str
    text: str
    loud: Codes = ()
    quiet: Codes = ()
    requests: dict[str, int] = field(default_factory=dict)
    disclosure: dict[tuple[str, str], str] = field(default_factory=dict)
    suits: int | None = None
    format_id: str = "2021"

    def draft(self) -> Draft:
        one = with_cells(report(self.format_id), "disclosure", self.disclosure)
        if self.suits is not None:
            one = with_cells(
                one,
                "remedies",
                {
                    ("cases", f"{way}_total"): str(count)
                    for way, count in (("direct", self.suits), ("after", 0))
                },
            )
        return with_requests(one, **self.requests) if self.requests else one


AGAINST_TABLES = [
    Case(
        "fewer than the table",
        "本局全年受理政府信息公开申请2件。",
        ("NB501",),
        requests={"received": 3, "granted": 3},
    ),
    Case(
        "rules that the table lacks",
        "规章对外公开总数量1件。",
        ("NB505",),
        disclosure={("rules", "public_total"): "0"},
        format_id="2019",
    ),
    Case(
        "元 and 万元",
        "全年采购成交金额7386.25万元。",
        ("NB506",),
        disclosure={("procurement", "amount"): "7386.25元"},
        format_id="2019",
    ),
    Case(
        "denied and counted",
        "未收到公民、法人的政府信息公开申请各1条，合计2条，都已公开。",
        ("NB507",),
        requests={"received": 2, "granted": 2},
    ),
    Case(
        "what is left is not named",
        "全年收到政府信息公开申请44件，上年结转0件，办结39件。",
        ("NB502",),
        requests={"received": 44, "granted": 44},
    ),
    Case(
        "all of them granted",
        "全年收到政府信息公开申请44件，全部予以公开。",
        ("NB502",),
        requests={"received": 44, "granted": 30, "partial": 10, "unavailable_not_held": 4},
    ),
    Case(
        "all from companies",
        "全年收到政府信息公开申请44件，均为企业申请。",
        ("NB501",),
        requests={"received": 44, "granted": 44},
    ),
    Case(
        "one denial of two things",
        "全年未发生因政府信息公开引起的行政复议、行政诉讼。",
        ("NB507",),
        suits=3,
    ),
    Case(
        "less what is carried over",
        "全年收到政府信息公开申请44件，除3件结转下年度外，其余均已办结。",
        ("NB503",),
        requests={"received": 44, "granted": 39, "carried_out": 5},
    ),
    Case(
        "reviews and lawsuits in short",
        "因政府信息公开发生复议2件、诉讼3件。",
        ("NB504",),
        suits=3,
    ),
    Case(
        "all finished, and some are left",
        "全年收到政府信息公开申请44件，均已办结。",
        ("NB507",),
        requests={"received": 44, "granted": 39, "carried_out": 5},
    ),
]

SUMS = [
    Case(
        "a list of eight",
        "全年发布信息465条，其中一科1条、二科1条、三科1条、四科1条、五科8条、六科34条、七科56条、八科362条。",
        ("NB509",),
    ),
    Case("two parts", "公开审计信息12条，包括审计计划8条、审计结果8条。", ("NB509",)),
    Case(
        "parts far below", "全年发布信息1296条，其中动态820条、公告163条、解读97条、其他138条。", ("NB509",)
    ),
    Case(
        "in brackets",
        "全年答复申请12件（予以公开8件、部分公开5件）。",
        ("NB509",),
        requests={"received": 12, "granted": 8, "partial": 5},
    ),
    # 其中 need not tell of all.
    Case(
        "seven of them",
        "全年发布信息313条，其中一科14条、二科93条、三科37条、四科14条、五科12条、六科5条、七科63条。",
        (),
        ("NB509",),
    ),
    Case(
        "a great many",
        "全年发布信息16887条，其中门户网站9812条、公众号4210条、微博2246条、其他213条。",
        ("NB509",),
    ),
]

CORRECT = [
    Case(
        "all of them granted, some in part",
        "全年收到政府信息公开申请44件，均予以公开。",
        requests={"received": 44, "granted": 34, "partial": 10},
    ),
    Case(
        "all of them, and those carried in",
        "全年收到政府信息公开申请4件，均已公开。",
        requests={"received": 4, "carried_in": 6, "granted": 10},
    ),
    Case(
        "all of them from persons",
        "全年收到政府信息公开申请44件，申请人均为自然人。",
        requests={"received": 44, "granted": 44},
    ),
    Case(
        "all of a part",
        "全年收到政府信息公开申请44件，其中通过网络提交5件，均为企业申请，全部予以公开。",
        requests={"received": 44, "granted": 30, "unavailable_not_held": 14},
    ),
    Case(
        "less what is carried over, rightly",
        "全年收到政府信息公开申请44件，除5件结转下年度外，其余均已办结。",
        requests={"received": 44, "granted": 39, "carried_out": 5},
    ),
    Case("lawsuits in short", "因政府信息公开发生诉讼3件。", suits=3),
    Case(
        "three equations",
        "全年办理申请749件，其中新收741件、上年结转8件；办结718件，结转下年31件。",
        requests={"received": 741, "carried_in": 8, "granted": 718, "carried_out": 31},
    ),
    Case(
        "three parts",
        "办结政府信息公开申请74件，其中予以公开61件，部分公开3件，其他处理10件。",
        requests={"received": 74, "granted": 61, "partial": 3, "other_else": 10},
    ),
    Case(
        "both sides",
        "受理政府信息公开申请464件，上年结转3件，办结441件，结转下年26件。",
        requests={"received": 464, "carried_in": 3, "granted": 441, "carried_out": 26},
    ),
    Case(
        "half left",
        "新收政府信息公开申请164件，上年结转2件，办结85件，结转下年度81件。",
        requests={"received": 164, "carried_in": 2, "granted": 85, "carried_out": 81},
    ),
    Case(
        "six outcomes",
        "答复政府信息公开申请177件，其中予以公开60件、部分公开51件、不予公开4件、无法提供30件、不予处理3件、其他处理29件。",
        requests={
            "received": 177,
            "granted": 60,
            "partial": 51,
            "denied_law": 4,
            "unavailable_not_held": 30,
            "refused_repeat": 3,
            "other_else": 29,
        },
    ),
    Case(
        "two ways to fifteen",
        "新收政府信息公开申请6件，上年结转9件，共15件，其中予以公开2件、部分公开2件、不予公开1件、其他处理10件。",
        requests={
            "received": 6,
            "carried_in": 9,
            "granted": 2,
            "partial": 2,
            "denied_law": 1,
            "other_else": 10,
        },
    ),
    Case(
        "less what is left",
        "新收政府信息公开申请59件，上年结转2件，结转下年7件，办结54件。",
        requests={"received": 59, "carried_in": 2, "granted": 54, "carried_out": 7},
    ),
    Case(
        "channels",
        "收到政府信息公开申请21件，其中网络19件、信函2件。",
        requests={"received": 21, "granted": 21},
    ),
    Case("shares", "主动公开的信息中动态占41.35%、公告占55.77%、解读占2.88%。"),
    Case(
        "shares of 112", "全年公开信息112条，其中动态7条，占6.25%，公告59条，占52.68%，解读46条，占41.07%。"
    ),
    Case("a decline", "政府信息公开行政诉讼22起，比2022年的31起下降29%。", suits=22),
    Case(
        "a fee in parts",
        "2023年有3件申请收取信息处理费2230元。其中，甲局1件，收取880元；乙局1件，收取1080元；丙局1件，收取270元。",
    ),
    Case(
        "received and carried in",
        "共收到政府信息公开申请3511件，上年结转96件，共办理3607件。",
        requests={"received": 3511, "carried_in": 96, "granted": 3607},
    ),
    Case(
        "another checker's error",
        "2023年共收到政府信息公开申请3511件。",
        requests={"received": 3511, "carried_in": 96, "granted": 3607},
    ),
    Case(
        "a class of documents",
        "主动公开信息数70条，依申请公开信息数58条。",
        requests={"received": 2, "granted": 2},
    ),
    Case(
        "none, and all of them",
        "受理政府信息公开申请0件，均为自然人提交，均已答复。",
        requests={"received": 0},
    ),
    Case(
        "none, and all finished",
        "收到政府信息公开申请0件，转办0件，本年度申请均全部办结。",
        requests={"received": 0},
    ),
    Case(
        "applications for licences",
        "收到行政许可申请29497件，受理29452件，批准29414件，不予许可38件。",
        disclosure={("licence", "decisions"): "29497"},
    ),
    Case(
        "decisions of all kinds",
        "处理行政决定数量2910个。",
        disclosure={("licence", "decisions"): "2910", ("penalty", "decisions"): "46"},
    ),
    Case(
        "what is left is the table's",
        "收到政府信息公开申请44件，上年结转0件，办结39件。",
        requests={"received": 44, "granted": 39, "carried_out": 5},
    ),
    Case(
        "whole region",
        "全市共收到政府信息公开申请4512件，其中市本级302件。",
        quiet=("NB501",),
        requests={"received": 302, "granted": 302},
    ),
    Case(
        "reported for the record",
        "向上级备案规范性文件7件。",
        disclosure={("normative", "made"): "3", ("normative", "valid"): "20"},
    ),
    Case(
        "last year's",
        "2022年收到政府信息公开申请15件，2023年收到18件。",
        requests={"received": 18, "granted": 18},
    ),
]


@pytest.mark.parametrize("case", [*AGAINST_TABLES, *SUMS, *CORRECT], ids=lambda case: case.name)
def test_what_is_said(case: Case) -> None:
    found = findings(case.draft(), case.text)
    assert tuple(finding.code for finding in found if finding.severity is not Severity.INFO) == case.loud, [
        finding.message for finding in found
    ]
    assert tuple(finding.code for finding in found if finding.severity is Severity.INFO) == case.quiet, [
        finding.message for finding in found
    ]
