"""Kinds of tokens, official words and pieces of texts for the tests of the lexer and the parser."""

from __future__ import annotations

from nianbao.grammar import official_formats

PROSE = ("TITLE", "SUBHEADING", "DATE", "AGENCY", "PAGE", "TEXT")
OPENERS = ("CAPTION", "COLUMN", "SPAN", "ROW")
LABELS = (*OPENERS, "STRAY")

OFFICIAL = sorted(
    {
        label
        for format in official_formats()
        for table in format.tables.values()
        for block in table.blocks
        for label in (
            *block.labels,
            block.caption,
            *(row.label for row in block.rows),
            *(span.label for span in block.spans),
        )
    }
)
HEADINGS = [section.heading for section in official_formats()[-1].sections]
LINES = [
    "青禾县民政局2023年政府信息公开工作年度报告", "青禾县民政局2023年政府信息公开", "工作年度报告",
    "青禾县民政局", "2024年1月9日", "- 3 -", "（一）主动公开。",
    "1.属于", "一、", "七、下一步打算", "本年新", "制作数量", "三、本年", "度办理结果",
    "注：含上年度结转数量。", "无法归类的一行",
]  # fmt: skip
BITS = [
    "0", "12", "3.5", "-", "/", "无", "+4", "13元", "5件", "22（其中修订 16 件）", "|", "||", " | ", "\t",
    "\n", "\n\n", " ", "　", "|---|---|\n", "# ", "**",
    "、", "。", "：", "務(wù)",
]  # fmt: skip
