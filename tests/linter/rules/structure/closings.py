"""Closings of a report and lines below its title, with what the rules say of signature and date."""

from __future__ import annotations

BOTH = "文末没有落款，应写明机关和日期"
AGENCY = "文末没有落款机关，应写明报告的机关"
DATE = "落款没有日期，应写明年、月、日"

# Each with what is missing by NB113 and by NB114.
CLOSINGS: list[tuple[str, str | None, str | None]] = [
    ("", BOTH, None),
    ("2024年1月12日", AGENCY, None),
    ("二〇二四年一月十二日", AGENCY, None),
    ("青禾县民政局", None, DATE),
    ("青禾县民政局（盖章）", None, DATE),
    ("青禾县民政局 2024年1月12日", None, None),
    ("青禾县民政局\n2024 年 1 月 12 日", None, None),
    ("青 禾 县 民 政 局\n2024-01-12", None, None),
    ("　　　　青禾县民政局\n　　　　2024.1.12", None, None),
    ("青禾县委宣传部\n二○二四年一月十二日", None, None),
    ("云岭市青禾县\n2024年1月12日", None, None),
    ("青禾县政务公开领导小组办公室\n2024126日", None, None),
    ("青禾县民政局\n2024年1月12日\n网站标识码：1400000001\n联系电话：0300-0000000", None, None),
    ("编制单位：青禾县民政局\n（2024年1月12日印发）", None, None),
    ("2023年青禾县民政局无其他报告事项", BOTH, None),
]
BELOW_THE_TITLE: list[tuple[str, str | None, str | None]] = [
    ("（2024年1月12日）", AGENCY, None), ("青禾县民政局 2024年1月12日", None, None),
    ("发布机构：青禾县民政局 发布时间：2024-01-12 10:37", None, None),
    ("统计期限为2023年1月1日至2023年12月31日", BOTH, None),
    ("根据条例（2019年5月15日起施行）编制本报告。", BOTH, None),
]  # fmt: skip
