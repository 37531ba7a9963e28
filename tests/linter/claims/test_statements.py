"""Claims in whole reports: whose and of which year they are, and what scope tells them apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from nianbao.grammar import parse
from nianbao.linter import Severity, read
from nianbao.linter.audit import audit
from nianbao.linter.claims.contradictions import comparable
from nianbao.linter.claims.prose import Prose
from nianbao.linter.claims.readings import figures

from tests.linter.claims.reports import findings, report, with_cells, with_requests

TWELVE = {
    ("licence", "decisions"): "12",
    ("normative", "made"): "2",
    ("normative", "repealed"): "0",
    ("normative", "valid"): "9",
}


def codes(*prose: str) -> list[tuple[str, str]]:
    one = with_requests(with_cells(report("2021"), "disclosure", TWELVE), received=12, granted=12)
    return [(finding.code, finding.severity.value) for finding in findings(one, *prose)]


ERROR, WARNING, INFO = (severity.value for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO))


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        # The reporting body by its own name, in full or short; another body is another matter.
        (("云岭市人民政府行政许可13件。",), [("NB505", WARNING)]),
        (("市人民政府行政许可13件。",), [("NB505", WARNING)]),
        (("云岭市财政局行政许可13件。",), []),
        # A heading says what the paragraph below is about, until the next.
        (("（二）依申请公开情况", "全年收到申请13件。"), [("NB501", ERROR)]),
        (("（二）依申请公开情况", "全年收到申请12件。"), []),
        (("（二）依申请公开情况", "（三）信访办理情况", "全年收到申请13件。"), []),
        (("全年收到申请13件。",), []),
        # Files and decisions are named anew in each sentence, applications need not be.
        (("规范办理政府信息公开申请。全年收到申请13件。",), [("NB501", ERROR)]),
        (("制发行政规范性文件2件。另外清理合同，废止3件。",), []),
        (("制发行政规范性文件2件；废止3件。",), [("NB505", WARNING)]),
        # Other years, and what is carried from one into the other by its number.
        (("2022年收到政府信息公开申请30件。",), []),
        (("收到政府信息公开申请12件，2022年结转3件。",), [("NB503", ERROR)]),
        (("收到政府信息公开申请12件，2021年结转3件。",), []),
        (("收到政府信息公开申请12件，其余3件结转2024年继续办理。",), [("NB503", ERROR)]),
        # Words that widen the scope make it information at most.
        (("全市收到政府信息公开申请13件。",), [("NB501", INFO)]),
        (("全市各级行政机关未收到政府信息公开申请。",), [("NB507", INFO)]),
        (("代表市政府答复政府信息公开申请13件。",), [("NB502", INFO)]),
        (("全市作出行政许可决定13件。",), [("NB505", INFO)]),
        (("备案行政规范性文件7件。",), [("NB505", INFO)]),
        # A part is held against the row of its whole.
        (("新收政府信息公开申请12件，其中自然人12件。",), []),
        (("新收政府信息公开申请12件，其中自然人13件。",), [("NB501", ERROR), ("NB509", WARNING)]),
        (("共办理政府信息公开申请12件，其中办结11件、结转下年0件。",), [("NB502", ERROR)]),
    ],
)
def test_what_is_told_of_a_report(prose: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    assert sorted(codes(*prose)) == found


def test_an_error_in_the_table_is_one_finding() -> None:
    """Where the equations show that the cell is wrong and the prose right, the prose has no finding."""
    one = with_requests(report("2021"), received=12, granted=12)
    one = with_cells(one, "requests", {("received", "total"): "21"})
    assert [finding.code for finding in findings(one, "全年收到政府信息公开申请12件。")] == []
    assert [finding.code for finding in findings(one, "全年收到政府信息公开申请13件。")] == ["NB501"]


def test_a_wrapped_report_says_the_same() -> None:
    """A figure is read where its sentence is broken in the middle of a word."""
    one = with_requests(report("2021"), received=12, granted=12)
    text = (
        "本年度各科室按照规定的程序办理群众的来信来访，全年共收到政府信息公开申\n"
        "请13件，都在规定的期限内作出了答复。"
    )
    (finding,) = findings(one, text)
    assert finding.code == "NB501" and "政府信息公开申请13件" in finding.message


# ── Real reports ──────────────────────────────────────────────────────────────

# Report, topic, role, figure: what is said there and can be held against the tables. All of it agrees.
SAID: dict[str, list[tuple[str, str, int]]] = {
    "000": [],
    "001": [
        ("requests", "received", 15),
        ("requests", "all_finished", 0),
        ("reviews", "", 0),
        ("lawsuits", "", 0),
    ],
    "002": [("requests", "received", 0)],
    "003": [("requests", "received", 0)],
    "004": [("requests", "received", 2), ("requests", "all_finished", 0)],
}


@pytest.mark.parametrize("number", SAID)
def test_real_reports(shared: Path, number: str) -> None:
    audited = audit(parse(read(next((shared / "seeds").glob(f"{number}_*.txt")))))
    prose = Prose(audited)
    compared = [
        one.claim for one in prose.statements if comparable(one, audited) and figures(one.claim, audited)
    ]
    assert [(claim.topic, claim.role, int(claim.quantity.value)) for claim in compared] == SAID[number]
    assert all(any(figure.fits(claim) for figure in figures(claim, audited)) for claim in compared)
    assert prose.contradictions == []
