"""Words, principle, privacy and punctuation: what must be said, what must not, and what a fix leaves behind."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.linter import Config, Finding, Fix, Severity, Source, check
from nianbao.linter.prose.wordlists import Wording
from nianbao.linter.rules.wording.redundant_words import doubled
from nianbao.linter.rules.wording.wrong_word import slips

from tests.generator import STYLES, draft, random_figures, render, renders

CODES = frozenset({"NB701", "NB702", "NB703", "NB704", "NB705"})


def report(body: str) -> str:
    return f"青禾县民政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{body}\n\n五、存在的主要问题及改进情况\n\n主要问题是解读形式单一，已增加图解和问答。\n"


def findings(text: str, *codes: str) -> list[Finding]:
    return check(Source("a.md", text), Config(select=frozenset(codes) or CODES))


def found(body: str, code: str) -> list[str]:
    return [finding.problem.found or "" for finding in findings(report(body), code)]


def mended(text: str, fix: Fix) -> str:
    """The file after a fix, as an editor applies it: in the original, from the end."""
    source = Source("a.md", text)
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        start, end = source.original_span(edit.span)
        text = text[:start] + edit.text + text[end:]
    return text


def mended_body(body: str, code: str) -> str:
    """The body after all fixes of a rule, which then has nothing more to say."""
    text = report(body)
    for _ in range(10):
        fixes = [finding.fixes[0] for finding in findings(text, code) if finding.fixes]
        if not fixes:
            break
        text = mended(text, fixes[0])
    assert findings(text, code) == []
    return text.split("\n\n")[2]


# ── Wrong words ─────────────────────────────────────────────────────────────


def test_the_lists_are_sound() -> None:
    for wordings in (slips().wordings, doubled().wordings):
        assert len({wording.wrong for wording in wordings}) == len(wordings)
        for wording in wordings:
            assert wording.wrong not in wording.right and wording.wrong != wording.right
            assert all(wording.wrong in longer != wording.wrong for longer in wording.right_in)


@pytest.mark.parametrize("slip", slips().wordings, ids=lambda slip: slip.wrong)
def test_every_slip_is_found_and_mended(slip: Wording) -> None:
    body = f"本年度，{slip.wrong}。"
    assert found(body, "NB701") == [slip.wrong]
    assert mended_body(body, "NB701") == f"本年度，{slip.right}。"


@pytest.mark.parametrize(
    "slip", [slip for slip in slips().wordings if slip.right_in], ids=lambda slip: slip.wrong
)
def test_longer_words_are_right(slip: Wording) -> None:
    for longer in slip.right_in:
        assert found(f"本年度，{longer}。", "NB701") == []
        # Broken over two lines it is still the longer word.
        at = longer.index(slip.wrong)
        for cut in {at, at + len(slip.wrong)} - {0, len(longer)}:
            assert found(f"本年度，{longer[:cut]}\n{longer[cut:]}。", "NB701") == []


def test_a_slip_that_comes_again_is_one_finding() -> None:
    (finding,) = findings(report("公开部份文件，部份科室参加。\n\n另一部份未公开。"), "NB701")
    assert finding.message == "“部份”应为“部分”，共 3 处"
    assert (len(finding.related), len(finding.fixes[0].edits)) == (2, 3)
    assert finding.fixes[0].safe


def test_slips_that_share_characters_are_one_finding() -> None:
    assert found("栏目内容跟新不及时。", "NB701") == ["内容跟新"]


def test_slips_in_headings_and_tables_are_left_to_other_rules() -> None:
    text = "青禾县民政局2023年政府信息公开工作年度报告\n\n二、主动公开政府政府情况\n第二十条第（八）项 |\n"
    text += "信息内容 | 本年收费金额（单位：万元） |\n行政事业型收费 | 0 |\n"
    assert findings(text, "NB701") == []


# ── Redundant words ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "said", "after"),
    [
        ("公开信息逾3千余条。", "逾3千余", "公开信息逾3千条。"),
        ("公开信息超200多条。", "超200多", "公开信息超200条。"),
        ("培训约40人左右。", "约40人左右", "培训约40人。"),
        ("大约占总数的60%上下。", "大约占总数的60%上下", "大约占总数的60%。"),
        ("不少于3次以上。", "不少于3次以上", "不少于3次。"),
        ("至少两个工作日以上。", "至少两个工作日以上", "至少两个工作日。"),
        ("约300余次。", "约300余", "约300次。"),
        ("公开公开工作稳步进行进行。", "公开公开工作", "公开工作稳步进行。"),
        ("制定的的制度。", "的的", "制定的制度。"),
        ("截至到年底。", "截至到", "截至年底。"),
    ],
)
def test_what_is_said_twice(body: str, said: str, after: str) -> None:
    assert said in found(body, "NB704")
    assert mended_body(body, "NB704") == after


def test_a_contradiction_has_no_fix() -> None:
    (finding,) = findings(report("公开信息近200余条。"), "NB704")
    assert (finding.problem.found, finding.fixes, finding.severity) == ("近200余", (), Severity.INFO)


@pytest.mark.parametrize(
    "body",
    [
        "公开信息200余条、逾300条、约400条、近500条。",
        "近十余年来、近10多天，附近20余个小区，最近30余次。",
        "节约20余万元，预约30余次，签约40余家，公约5余条。",
        "超过20名科级以上干部参加，约有3个乡镇80%以上的村。",
        "人人参与、层层落实、常常检查、一一答复、天天更新，等等。",
        "以便民为目的的服务，的的确确有效；标的的公示。",
        "县政府政府信息公开栏目转载，组织实施实施方案，参与与群众有关的活动，解决了了解不够的问题。",
        "平均均为3件。",
    ],
)
def test_what_is_not_said_twice(body: str) -> None:
    assert found(body, "NB704") == []


# ── The principle ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "severity", "after"),
    [
        ("坚持公开为常态、公开为例外。", Severity.ERROR, "坚持公开为常态、不公开为例外。"),
        ("坚持公开是原则，公开是例外。", Severity.ERROR, "坚持公开是常态，不公开是例外。"),
        ("以不公开为常态、公开为例外。", Severity.ERROR, "以公开为常态、不公开为例外。"),
        ("严格审查，公开是例外。", Severity.ERROR, "严格审查，不公开是例外。"),
        ("以公开为原则、以不公开为例外。", Severity.WARNING, "以公开为常态、以不公开为例外。"),
        ("按照“公开是原则,不公开是例外”办理。", Severity.WARNING, "按照“公开是常态,不公开是例外”办理。"),
    ],
)
def test_wrong_principle(body: str, severity: Severity, after: str) -> None:
    (finding,) = findings(report(body), "NB705")
    assert finding.severity is severity and not finding.fixes[0].safe
    assert mended_body(body, "NB705") == after


@pytest.mark.parametrize(
    "body",
    [
        "以公开为常态、不公开为例外。",
        "让公开成为常态、不公开成为例外的原则深入人心。",
        "公开是常态，不予公开是例外。",
        "以公开为常态，\n不公开为例外。",
        "以公开为常态、不\n公开为例外。",
        "由公开为原则、不公开为例外，转变为公开为常态、不公开为例外。",
        "改变不公开为常态、公开为例外的做法。",
        "不得使公开成为例外，作为例外的信息另行登记。",
    ],
)
def test_right_principle(body: str) -> None:
    assert found(body, "NB705") == []


# ── Personal data ───────────────────────────────────────────────────────────

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
    assert findings(mended(report(f"申请人的身份证号为{number}。"), finding.fixes[0]), "NB702") == []
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


# ── Punctuation ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("2023年,我局公开1,234条;收费3.5万元.", "2023年，我局公开1,234条；收费3.5万元。"),
        ("(一)主动公开(含转载)。", "（一）主动公开（含转载）。"),
        ("（一)主动公开：是否完成?已完成!", "（一）主动公开：是否完成？已完成！"),
        ("办结率100%,其中网上5件", "办结率100%，其中网上5件"),
        ("电话:0537-7281890,时间9:30-17:00", "电话：0537-7281890，时间9:30-17:00"),
        ("见http://www.example.com/a,b,邮箱a@example.com", "见http://www.example.com/a,b，邮箱a@example.com"),
        ("公开、、答复，，归档。。", "公开、答复，归档。"),
        ("公开86条，。答复3件；。", "公开86条。答复3件。"),
        ("公开86条,,答复3件", "公开86条，答复3件"),
    ],
)
def test_marks_are_mended(body: str, after: str) -> None:
    assert all(finding.severity is Severity.INFO for finding in findings(report(body), "NB703"))
    assert mended_body(body, "NB703") == after


@pytest.mark.parametrize(
    "body",
    [
        "（一）主动公开：共5条；是否完成？已完成！",
        "1.第一项，1)第二项，a)第三项，（2）第四项。",
        "平台(OA)建设，第(1)项，国办公开办函(2021)30号。",
        "比例1:2，时间9:30，金额1,234.56元，日期2023.1.5，版本V1.0。",
        '![图](images/a,b.png)和[说明](b.md)，<img src="a.png" alt="图,表">',
        "省略……，还有。。。。。。",
        "《关于印发〈办法〉的通知》和《关于转发《意见》的通知》，“互联网+政务”。",
        "“甲“乙”丙”，‘丁’",
        "首页》政务公开》年报",
        "执行《中华人民共和国\n政府信息公开条例》，做好“互联网+\n政务”服务（含\n基层）。",
        "“第一段。\n“第二段。\n“第三段。”",
    ],
)
def test_marks_that_are_right(body: str) -> None:
    assert found(body, "NB703") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("执行《政府信息公开条例，公开86条。", "“《政府信息公开条例，”有左书名号，没有对应的右书名号"),
        ("执行政府信息公开条例》，公开86条。", "“行政府信息公开条例》”有右书名号，没有对应的左书名号"),
        ("推行“三审三校“制度。", "“‘三审三校‘制度。”有左引号，没有对应的右引号"),
        ("公开（含转载86条。", "“（含转载86条。”有左括号，没有对应的右括号"),
    ],
)
def test_halves_of_pairs(body: str, said: str) -> None:
    assert [finding.message for finding in findings(report(body), "NB703")] == [said]


@pytest.mark.parametrize("style", STYLES)
def test_tables_are_left_alone(style: str) -> None:
    rng = random.Random(style)
    clean = draft(rng, random_figures(rng, "2021"))
    if not renders(clean, style):
        return
    text = render(clean, style, rng)
    for finding in findings(text, "NB703"):
        text = mended(text, finding.fixes[0])
    before = {
        finding.code for finding in check(Source("a.md", render(clean, style, random.Random(style))))
    } - {"NB703"}
    assert {finding.code for finding in check(Source("a.md", text))} == before


# ── All of them ─────────────────────────────────────────────────────────────


def test_correct_reports_are_silent() -> None:
    for number in range(60):
        rng = random.Random(number)
        clean = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        style = rng.choice([style for style in STYLES if renders(clean, style)])
        said = [
            finding
            for finding in findings(render(clean, style, rng))
            if finding.code != "NB703" or "半角" not in finding.message
        ]
        assert [finding.message for finding in said] == []


def test_a_traditional_text_with_glosses_is_mended_in_place() -> None:
    text = report("2023年，我局公開(kāi)信息逾5千余條(tiáo)，公開(kāi)部份文件。")
    for finding in findings(text, "NB701", "NB704"):
        assert finding.fixes
    (wrong,) = findings(text, "NB701")
    assert "公開(kāi)部分文件" in mended(text, wrong.fixes[0])
    (twice,) = findings(text, "NB704")
    assert "逾5千條(tiáo)，公開(kāi)部份" in mended(text, twice.fixes[0])
