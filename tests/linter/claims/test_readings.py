"""Every figure of the tables is compared with the prose, in both formats and in every serialisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from nianbao.linter import Config, Severity, Source, check

from tests.generator import FORMATS, STYLES, Draft, renders
from tests.linter.claims.reports import RULES, figures, findings, report, with_cells, written


@dataclass(frozen=True)
class Said:
    """A sentence with a gap, the figure for it, and the rule that finds another figure there."""

    name: str
    text: str
    figure: int
    code: str


def bare(label: str) -> str:
    """A label without its number and what stands in brackets."""
    return re.sub(r"^(?:[一二三四五六七]、|（[一二三四五六七]）|[0-9]\.)|（.*", "", label)


def table(format_id: str, id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in FORMATS[format_id]["tables"] if one["id"] == id)
    return found


# ── What may be said of each table ────────────────────────────────────────────


def said(format_id: str) -> list[Said]:
    cells = figures(report(format_id))
    return [*_requests(format_id, cells), *_remedies(format_id, cells), *_disclosure(format_id, cells)]


def _requests(format_id: str, cells: dict[tuple[str, str], str]) -> Iterator[Said]:
    block = table(format_id, "requests")["blocks"][0]
    total = {row["id"]: int(cells[row["id"], "total"]) for row in block["rows"]}
    yield Said("received", "全年新收政府信息公开申请{}件。", total["received"], "NB501")
    yield Said(
        "received",
        "全年收到政府信息公开申请{}件，均录入台账。",
        total["received"] + total["carried_in"],
        "NB501",
    )
    yield Said("carried_in", "上年结转政府信息公开申请{}件。", total["carried_in"], "NB503")
    yield Said("carried_out", "政府信息公开申请结转下年度继续办理{}件。", total["carried_out"], "NB503")
    yield Said("handled", "按时办结政府信息公开申请{}件。", total["handled"], "NB502")
    yield Said("handled", "共办理政府信息公开申请{}件。", total["handled"], "NB502")
    answered = f"答复政府信息公开申请{total['handled']}件，其中"
    for row in block["rows"]:
        if row.get("in") and row["id"] != "handled" and len(bare(row["label"])) > 2:
            yield Said(row["id"], f"{answered}{bare(row['label'])}的{{}}件。", total[row["id"]], "NB502")
    for span in block["spans"]:
        parts = [total[row["id"]] for row in block["rows"] if row.get("in") == span["id"]]
        if span["id"] != "outcome":
            yield Said(span["id"], f"{answered}{bare(span['label'])}{{}}件。", sum(parts), "NB502")
    columns = [column for column in block["columns"] if column["id"] != "total"]
    new = f"新收政府信息公开申请{total['received']}件，其中"
    for column in columns:
        if len(column["label"]) > 2:
            yield Said(
                column["id"], f"{new}{column['label']}{{}}件。", int(cells["received", column["id"]]), "NB501"
            )
    grouped = [column for column in columns if column.get("group")]
    yield Said(
        "group",
        f"{new}{grouped[0]['group']}{{}}件。",
        sum(int(cells["received", column["id"]]) for column in grouped),
        "NB501",
    )


def _remedies(format_id: str, cells: dict[tuple[str, str], str]) -> Iterator[Said]:
    columns = table(format_id, "remedies")["blocks"][0]["columns"]
    ways = {"行政复议": ("review",), "行政诉讼": ("direct", "after")}
    ways |= {
        column["group"]: (column["id"].partition("_")[0],)
        for column in columns
        if not column["id"].startswith("review")
    }
    for way, groups in ways.items():
        whole = sum(int(cells["cases", f"{group}_total"]) for group in groups)
        yield Said("_".join(groups), f"因政府信息公开引起{way}{{}}件。", whole, "NB504")
        for result, label in {
            column["id"].partition("_")[2]: column["label"]
            for column in columns
            if not column["id"].endswith("total")
        }.items():
            count = sum(int(cells["cases", f"{group}_{result}"]) for group in groups)
            yield Said(
                f"{'_'.join(groups)}_{result}",
                f"政府信息公开{way}{whole}件，其中{label}{{}}件。",
                count,
                "NB504",
            )


_VERBS = {
    "made": "制发{row}{{}}件。", "repealed": "废止{row}{{}}件。", "valid": "现行有效的{row}{{}}件。",
    "new_made": "新制作{row}{{}}件。",
    "new_published": "新公开{row}{{}}件。", "public_total": "{row}对外公开总数量{{}}件。",
    "decisions": "作出{row}处理决定{{}}件。",
    "projects": "实施{row}项目{{}}个。",
}  # fmt: skip


def _disclosure(format_id: str, cells: dict[tuple[str, str], str]) -> Iterator[Said]:
    for block in table(format_id, "disclosure")["blocks"]:
        for row in block["rows"]:
            for column in block["columns"]:
                if column["id"] in _VERBS:
                    yield Said(
                        f"{row['id']}_{column['id']}",
                        _VERBS[column["id"]].format(row=row["label"]),
                        int(cells[row["id"], column["id"]]),
                        "NB505",
                    )


# ── Tests ─────────────────────────────────────────────────────────────────────


def other(figure: int, cells: dict[tuple[str, str], str]) -> int:
    """A figure near this one that nothing in the tables amounts to."""
    known = {int(text) for text in cells.values() if text.isdecimal()}
    known |= {one + two for one in known for two in known}
    return next(number for number in range(figure + 1, figure + 100_000) if number not in known)


CASES = [
    pytest.param(format_id, one, id=f"{format_id}-{one.name}")
    for format_id in sorted(FORMATS)
    for one in said(format_id)
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("format_id", sorted(FORMATS))
def test_what_agrees_is_left_alone(format_id: str, style: str) -> None:
    one = report(format_id)
    if renders(one, style):
        assert [
            finding.message
            for finding in findings(
                one, *(case.text.format(case.figure) for case in said(format_id)), style=style
            )
        ] == []


@pytest.mark.parametrize(("format_id", "case"), CASES)
def test_what_differs_is_found(format_id: str, case: Said) -> None:
    one = report(format_id)
    wrong = other(case.figure, figures(one))
    text = case.text.format(wrong)
    found = [finding for finding in findings(one, text) if finding.code != "NB509"]
    assert [(finding.code, finding.severity is Severity.INFO) for finding in found] == [(case.code, False)], (
        text
    )
    (finding,) = found
    assert str(wrong) in finding.message and str(case.figure) in finding.message
    assert finding.related and all(related.cell for related in finding.related)
    assert finding.fixes and not any(fix.safe for fix in finding.fixes)


@pytest.mark.parametrize(("format_id", "case"), CASES)
def test_every_fix_that_is_offered_makes_it_agree(format_id: str, case: Said) -> None:
    text = written(report(format_id), case.text.format(other(case.figure, figures(report(format_id)))))
    source = Source("report.md", text)
    (finding,) = (finding for finding in check(source, Config(select=RULES - {"NB509"})))
    titles = [fix.title.text("zh") for fix in finding.fixes]
    assert titles[0].startswith("正文改为") and len(titles) == len(set(titles)), titles
    for fix in finding.fixes:
        (edit,) = fix.edits
        repaired = source.text[: edit.span.start] + edit.text + source.text[edit.span.end :]
        assert check(Source("report.md", repaired), Config(select=RULES - {"NB509"})) == [], fix.title.text(
            "zh"
        )


# ── Said without a figure ─────────────────────────────────────────────────────

NONE = [
    ("received", "未收到政府信息公开申请。"), ("carried_in", "无上年结转的政府信息公开申请。"),
    ("carried_out", "没有结转下年度继续办理的政府信息公开申请。"),
    ("finished", "收到政府信息公开申请{}件，均已办结。"),
    ("finished", "收到政府信息公开申请{}件，办结率100%。"),
    ("review", "未发生因政府信息公开引起的行政复议。"), ("direct", "全年无因政府信息公开引起的行政诉讼。"),
    ("upheld", "因政府信息公开引起行政复议{}件，均获维持。"),
    ("upheld", "因政府信息公开引起行政复议{}件，全部维持。"),
    ("licence", "未作出行政许可决定。"), ("penalty", "没有作出行政处罚决定。"),
    ("coercion", "未作出行政强制决定。"),
]  # fmt: skip


def _given(format_id: str, name: str, text: str, some: bool) -> tuple[Draft, str]:
    """A report in which what is denied is there, or is not, and the sentence with the count that it needs."""
    empty = "0" if not some else ""
    one = report(format_id)
    cells = figures(one)
    if name == "finished":
        one = with_cells(
            one,
            "requests",
            {
                ("carried_out", "total"): empty or "9",
                ("handled", "total"): "30",
                ("carried_in", "total"): empty or "4",
            },
        )
        one = with_cells(one, "requests", {("received", "total"): "30" if not some else "35"})
        return one, text.format(figures(one)["received", "total"])
    if name == "upheld":
        rest = dict.fromkeys(
            (("cases", f"review_{result}") for result in ("corrected", "other", "pending")), empty or "1"
        )
        one = with_cells(
            one,
            "remedies",
            {**rest, ("cases", "review_upheld"): "5", ("cases", "review_total"): "5" if not some else "8"},
        )
        return one, text.format("5" if not some else "8")
    if name in ("review", "direct"):
        totals = {
            key: empty or "3"
            for key in cells
            if key[0] == "cases"
            and key[1].endswith("_total")
            and key[1].startswith("review") == (name == "review")
        }
        return with_cells(one, "remedies", totals), text
    if name in ("licence", "penalty", "coercion"):
        return with_cells(one, "disclosure", {(name, "decisions"): empty or "12"}), text
    totals = {(name, "total"): empty or "3"} | ({("carried_in", "total"): "0"} if name == "received" else {})
    return with_cells(one, "requests", totals), text


@pytest.mark.parametrize("format_id", sorted(FORMATS))
@pytest.mark.parametrize(("name", "text"), NONE)
def test_a_denial_is_held_against_the_table(format_id: str, name: str, text: str) -> None:
    one, prose = _given(format_id, name, text, some=True)
    assert [finding.code for finding in findings(one, prose)] == ["NB507"], prose
    one, prose = _given(format_id, name, text, some=False)
    assert [finding.code for finding in findings(one, prose)] == [], prose


# ── Money ─────────────────────────────────────────────────────────────────────

AGREE = [
    ("12.5", "全年收取行政事业性收费12.5万元。"), ("12.5", "全年收取行政事业性收费125000元。"),
    ("12.5", "行政事业性收费金额125,000元。"),
    ("12.5", "行政事业性收费共计十二万元余。"), ("12000", "行政事业性收费总额1.2亿元。"),
    ("12.5", "行政事业性收费0.125百万元。"),
    ("12.5", "行政事业性收费约12万元。"), ("12.53", "行政事业性收费12.5万元。"),
    ("125300元", "行政事业性收费12.53万元。"), ("0", "全年未收取行政事业性收费。"),
    ("0", "行政事业性收费0元。"), ("0.092万元", "行政事业性收费920元。"), ("", "行政事业性收费920元。"),
]  # fmt: skip
DISAGREE = [
    ("12.5", "全年收取行政事业性收费12.6万元。", "NB505", "12.5万元"),
    ("12.5", "全年收取行政事业性收费135000元。", "NB505", "12.5万元"),
    ("12.5", "行政事业性收费总额1.2亿元。", "NB505", "12.5万元"),
    ("125300元", "行政事业性收费12.54万元。", "NB505", "125300元"),
    ("12.5", "全年未收取行政事业性收费。", "NB507", "12.5万元"),
    ("0", "行政事业性收费3万元。", "NB505", "0万元"),
    ("1371.38", "行政事业性收费1371.38元。", "NB506", "1371.38万元"),
    ("5", "行政事业性收费5元。", "NB505", "5万元"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "text"), AGREE)
def test_fees_agree_in_any_unit(cell: str, text: str) -> None:
    assert [
        finding.message
        for finding in findings(with_cells(report("2021"), "disclosure", {("fee", "amount"): cell}), text)
    ] == []


@pytest.mark.parametrize(("cell", "text", "code", "shown"), DISAGREE)
def test_fees_that_differ(cell: str, text: str, code: str, shown: str) -> None:
    found = findings(with_cells(report("2021"), "disclosure", {("fee", "amount"): cell}), text)
    assert [finding.code for finding in found] == [code]
    assert shown in found[0].message


@pytest.mark.parametrize(
    ("cell", "text", "codes"),
    [
        ("2650.4", "政府集中采购金额2,650.4万元。", []), ("2650.4", "政府集中采购金额2650.4元。", []),
        ("2650.4万元", "政府集中采购金额26504000元。", []),
        ("26504000元", "政府集中采购总金额2650.4万元。", []),
        ("2650.4", "政府集中采购金额2560.4万元。", ["NB505"]),
        ("2650.4元", "政府集中采购金额2650.4万元。", ["NB506"]),
        ("2650.4万元", "政府集中采购金额2650.5万元。", ["NB505"]),
        ("0.265亿元", "政府集中采购金额2650万元。", []),
        ("13713.89元", "实现交易金额13713.89万元。", ["NB506"]),
    ],
)  # fmt: skip
def test_procurement_with_and_without_a_unit_in_its_cell(cell: str, text: str, codes: list[str]) -> None:
    assert [
        finding.code
        for finding in findings(
            with_cells(report("2019"), "disclosure", {("procurement", "amount"): cell}), text
        )
    ] == codes


@pytest.mark.parametrize(
    ("prose", "codes"),
    [
        (("全年收取信息处理费2230元。", "本年度未收取信息处理费。"), ["NB507"]),
        (("本年度未收取信息处理费。",
            "2023年有3件申请收取信息处理费2230元，其中甲局880元、乙局1080元、丙局270元。"), ["NB507"]),
        (("有3件申请收取信息处理费2230元。其中，甲局1件，收取880元；乙局1件，1080元；丙局1件，270元。",), []),
        (("有3件申请收取信息处理费2130元。其中，甲局收取880元，乙局收取1080元，丙局收取270元。",), ["NB509"]),
        (("收取信息处理费2230元，其中甲局880元、乙局1080元、丙局370元。",), ["NB509"]),
        (("全年收取信息处理费2230元。", "全年信息处理费共收取2320元。"), ["NB511"]),
        (("全年收取信息处理费2230元。", "信息处理费2230元已上缴国库。"), []),
        (("全市共收取信息处理费2230元。", "本机关未收取信息处理费。"), []),
        (("本年度未收取信息处理费。", "信息处理费收取金额为0元。"), []),
        (("去年收取信息处理费2230元。", "本年度未收取信息处理费。"), []),
    ],
)  # fmt: skip
def test_the_processing_fee_is_the_same_everywhere(prose: tuple[str, ...], codes: list[str]) -> None:
    assert [finding.code for finding in findings(report("2021"), *prose)] == codes
