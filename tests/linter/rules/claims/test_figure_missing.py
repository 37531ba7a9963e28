"""NB508: words that want a figure and have none."""

from __future__ import annotations

import pytest

from tests.linter.rules.claims.sentences import assert_found

WRONG: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("共主动公开条。", [("共主动公开条", None)]),
    ("发布信息 件。", [("信息件", None)]),
    ("收到申请，办结件。", [("办结件", None)]),
    ("同比增长%。", [("增长%", None)]),
    ("共发布信息　　条，均已上网。", [("信息条", None)]),
    ("全年累计发布信息篇。", [("累计发布信息篇", None)]),
    ("共计件，均已答复。", [("共计件", None)]),
    ("受理申请件，答复件。", [("答复件", None)]),
    ("主动公开政府信息共条，依申请公开件。", [("共条", None)]),
    ("发布动态 条、公告 条。", [("动态条", None), ("公告条", None)]),
    ("全年公示用地批复条、规划许可31条、用水许可8条。", [("全年公示用地批复条", None)]),
    ("公开种子证46条、检疫证明条。", [("检疫证明条", None)]),
    ("答复人大建议12件，政协提案件。", [("政协提案件", None)]),
    ("编发简报3期、图解期和问答5期。", [("图解期", None)]),
    ("发布惠民资金信息条、项目建设信息45条。", [("信息条", None)]),
]


@pytest.mark.parametrize(("prose", "expected"), WRONG)
def test_what_disagrees_is_found(prose: str, expected: list[tuple[str, str | None]]) -> None:
    assert_found("NB508", prose, *expected)


@pytest.mark.parametrize(
    "prose",
    [
        "公开规范性文件、通知公告31件。", "印发文件、办理信访件12件。", "公布各类事件、案件3件。",
        "发布头条、简讯31条。", "更新逐条、逐项核对，修改8条。", "登记身份、核发证书3份。",
        "定期、不定期公开3期。",
        "每次、多次检查，培训3次。", "发布公告12条、召开会议3次。", "受理申请3件、信访事项5件。",
    ],
)  # fmt: skip
def test_nouns_that_end_like_a_unit(prose: str) -> None:
    assert_found("NB508", prose)
