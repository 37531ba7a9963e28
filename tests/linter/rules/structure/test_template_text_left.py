"""NB118: text of a template that was left, and text that only looks like it."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.plain_report import findings, messages, overview, report


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年公开信息XX条。", "XX条"),
        ("XX县民政局高度重视。", "XX县"),
        ("××局认真落实。", "××局"),
        ("公开信息×条，收到申请×件。", "×条"),
        ("20XX年，我局继续努力。", "20XX年"),
        ("202X年度继续努力。", "202X年"),
        ("XXX镇人民政府编制本报告。", "XXX镇人民政府"),
        ("全年办结＊＊件，群众满意。", "＊＊件"),
        ("全年公开____条。", "____"),
        ("日期：2024年__月__日", "__"),
        ("{{ title }}", "{{ title }}"),
        ("【单位名称】认真落实。", "【单位名称】"),
        ("本报告可在县政府网站（具体网址）查阅。", "（具体网址）"),
        ("（此处填写公开情况）", "（此处填写公开情况）"),
        ("<填写>", "<填写>"),
        ("联系电话：XXXXXXX", "电话：XX"),
        ("该部分以表格形式报告。", "该部分以表格形式报告"),
        ("所列数据的统计期限为。", "统计期限为"),
    ],
)
def test_template_text(text: str, found: str) -> None:
    (finding,) = findings("NB118", report(overview=f"{overview()}\n{text}"))
    assert f"“{found}" in finding.message and finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "**主动公开**全年发布**条例**解读3篇，**件**数不多。",
        "申请人张××申请公开征地信息，李XX申请公开低保信息，王某某申请两次。",
        "联系电话：138****0000，传真：0300-0000000。",
        "实行7×24小时服务，面积为3×4米，人数增加×10。",
        "诉某XX公司一案已审结，涉及XX公司2件。",
        "办公室主任李××负责答复，赵××局长审定。",
        "___",
        "使用Xxxx软件，文件名为a__b.txt，见http://www.example.gov.cn/t__1。",
        "统计期限为2023年1月1日至12月31日。",
        "本部分数据见表格，以图文形式解读政策。",
        "（网站地址：www.example.gov.cn；电话：0300-0000000）",
        "【解读】【图解】各3期。",
    ],
)
def test_what_is_no_template_text(text: str) -> None:
    assert messages("NB118", report(overview=f"{overview()}\n{text}")) == []


def test_one_placeholder_in_many_places_is_one_finding() -> None:
    (finding,) = findings("NB118", report(overview="公开信息XX条。\n收到申请XX条。", other="XX条。"))
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("及时更新XX栏目。", "XX栏目"), ("走访××镇和××街道。", "××镇"), ("开设某某栏目。", "某某栏目"),
        ("通过***平台发布。", "***平台"), ("印发XX制度。", "XX制度"), ("举办XX培训2次。", "XX培训"),
        ("一是推进XX工作。", "XX"), ("主要内容（略）。", "（略）"), ("TODO 补数字。", "TODO"),
        ("公开信息[填写数字]条。", "[填写数字]"), ("公开信息（ ）条。", "（ ）"),
        ("【X】件已办结。", "【X】"),
        ("（文字描述）", "（文字描述）"), ("（此处文字叙述，有关数据另附。）", "（此处文字叙述"),
        ("收到申请N件，办结M件。", "N件"), ("公开信息n条信息。", "n条"),
        ("以下是一篇工作报告的范文。", "以下是一篇"),
        ("希望这份报告对您有所帮助。", "希望这份报告"),
        ("作为人工智能助手，提供如下内容。", "作为人工智能助手"),
        ("您可以根据实际情况进行修改。", "您可以根据实际情况进行修改"), ("好的，以下为报告正文。", "好的"),
        ("请根据本单位实际情况填写。", "请根据本单位实际情况填写"), ("（全文约800字）", "（全文约800字）"),
        ("以上数据均为虚构。", "以上数据均为虚构"), ("提高XX领域公开水平。", "XX领域"), 
        ("公开信息？条。", "信息？"),
    ],
)  # fmt: skip
def test_placeholders_and_what_a_generator_leaves(text: str, found: str) -> None:
    (finding,) = findings("NB118", report(overview=f"{overview()}\n{text}"))
    assert f"“{found}" in finding.message and finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "公布示范文本3份，制定规范文件2件，组织模范文明单位评选。",
        "接入人工智能大模型，作为人工智能应用试点。",
        "原告王XX诉县政府一案，申请人高××要求公开低保信息。", "赵某某先生来电，李XX反映问题已答复。",
        "希望广大群众对我们的工作提出意见。", "如有疑问，您可与我局联系，您可登录网站查询。",
        "以下是具体情况：公开信息3条。", "以上数据均为全年数据。", "根据您的申请内容作出答复。",
        "填写《政府信息公开申请表》（填写申请表）后提交。", "（附件略）（表格略）",
        "计划可根据实际情况调整。",
        "评为A级，设B座、C类窗口，4A级景区1家。", "“1+N”机制、N个渠道。", "G15高速、K2路公交、N95口罩3个。",
        "（共3页）公开信息（不含转载）5条。", "***平台建设***。全年更新3次。", "策略、战略、侵略一类的词。",
        "请告诉我们您的意见。", "邮箱：xxgk@qinghe.gov.cn。", "信息简略，内容描述清楚（文字、图片）。",
    ],
)  # fmt: skip
def test_words_that_only_look_like_it(text: str) -> None:
    assert messages("NB118", report(overview=f"{overview()}\n{text}")) == []
