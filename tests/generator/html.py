"""Reports as web pages: what sites publish, what Word and WPS save, and what was built by hand long ago."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from tests.generator.drafts import Cell, Draft


def render_html(draft: Draft, style: str, rng: random.Random | None = None) -> str:
    """The report as a page in one of `HTML_STYLES`; `rng` decides what varies within a style."""
    return _STYLES[style](draft, rng or random.Random(0))


# ── Text ──────────────────────────────────────────────────────────────────

_NAMED = {
    "“": "&ldquo;",
    "”": "&rdquo;",
    "—": "&mdash;",
    "·": "&middot;",
    "《": "&#12298;",
    "》": "&#x300B;",
    "、": "&#12289;",
}


def _plain(text: str, rng: random.Random) -> str:
    """Escaped, some characters as entities."""
    text = escape(text, quote=False)
    for character in rng.sample(sorted(_NAMED), 2):
        text = text.replace(character, _NAMED[character])
    return text


def _split(text: str, rng: random.Random, open_: str, close: str, chance: float = 0.3) -> str:
    """Text cut at random places, figures always, each part in tags of its own."""
    parts: list[str] = []
    for run in re.findall(r"[0-9]+|[^0-9]+", text):
        at = rng.randint(1, len(run)) if rng.random() < chance else len(run)
        parts += filter(None, (run[:at], run[at:]))
    return "".join(f"{open_}{escape(part, quote=False)}{close}" for part in parts)


def _wrapped(markup: str, width: int, end: str) -> str:
    """Markup with line ends where Word puts them: at blanks in tags and within text, never in a figure."""
    lines, length = [], 0
    for part in re.findall(r"<[^>]*>|&[^;<]*;|[!-~]+|.|\s", markup, re.DOTALL):
        if length > width and re.fullmatch("[一-龥，。；：、（）]", part):
            lines.append(end)
            length = 0
        lines.append(
            part.replace(" ", end, 1) if length > width and part.startswith("<") and " " in part else part
        )
        length += len(part)
    return "".join(lines)


# ── Tables ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Tags:
    """How a program writes a table. `attributes`: of each cell; `blank`: content of a blank one; `closed`:
    whether end tags are written."""

    table: str = "<table>"
    attributes: str = ""
    blank: str = ""
    closed: bool = True
    last: str = ""


def _table(rows: Iterable[Iterable[Cell]], tags: _Tags, content: Callable[[Cell], str]) -> str:
    lines = [tags.table]
    for row in rows:
        lines.append("<tr>")
        for cell in row:
            spans = "".join(
                f" {name}={number}"
                for name, number in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
                if number > 1
            )
            lines.append(
                f"<td{tags.attributes}{spans}>{content(cell) if cell.text else tags.blank}"
                + "</td>" * tags.closed
            )
        lines += ["</tr>"] * tags.closed
    return "\n".join([*lines, f"{tags.last}</table>"])


def _blocks(
    draft: Draft,
    paragraph: Callable[[str], str],
    heading: Callable[[str], str],
    table: Callable[[list[list[Cell]]], str],
) -> list[str]:
    """Preamble and sections, in order."""
    blocks = [paragraph(text) for text in draft.preamble]
    for section in draft.sections:
        blocks += [heading(section.heading)] if section.heading else []
        blocks += map(paragraph, section.body)
        blocks += [table(section.table.layout())] if section.table else []
    return blocks


def _signature(draft: Draft) -> list[str]:
    return [text for text in (draft.signature, draft.date) if text]


# ── Styles ────────────────────────────────────────────────────────────────


def _page(draft: Draft, rng: random.Random) -> str:
    """A page of a site: menus, bread crumbs, the article, a footer."""
    indent = rng.choice(("\u3000\u3000", "&emsp;&emsp;", "&nbsp;&nbsp;&nbsp; ", ""))
    paragraph = lambda text: f'<p style="text-indent:2em">{indent}{_plain(text, rng)}</p>'  # noqa: E731
    heading = lambda text: rng.choice(  # noqa: E731
        ("<p><strong>{}</strong></p>", "<h2>{}</h2>", "<p style='font-family:黑体'>\n    <b>{}</b>\n</p>")
    ).format(text)
    tags = _Tags(
        '<table border="1" cellspacing="0" width="100%"><tbody>',
        ' style="border:1px solid"',
        rng.choice(("", "&nbsp;", " <p></p> ")),
        last="</tbody>",
    )
    blocks = _blocks(
        draft,
        paragraph,
        heading,
        lambda rows: _table(
            rows, tags, lambda cell: rng.choice(("{}", "<p>{}</p>", "\n  {}\n")).format(cell.text)
        ),
    )
    signature = [f'<p style="text-align: right;">{text}</p>' for text in _signature(draft)]
    title = "".join(f"<h1>{text}</h1>" for text in draft.title)
    article = "\n".join([*blocks, *signature])
    wrapped = rng.choice(
        (
            f'<div class="TRS_Editor">{article}</div>',
            f'<div id="zoom">{article}</div>',
            f"<div>{article}</div>",
        )
    )
    inside = f'{title}\n<div class="info">{_INFO}</div>\n{wrapped}\n<p>{_TOOLS}</p>'
    body = rng.choice(
        (
            f"<article>{inside}</article>",
            f"<main>{inside}</main>",
            f'<div class="content"><form action="/s">{inside}</form></div>',
        )
    )
    return f"{_HEAD}<body>\n{_MENU}\n{body}\n{_FOOT}\n</body></html>\n"


_HEAD = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<title>政府信息公开年报_青禾县人民政府</title>
<meta name="ColumnName" content="年度报告">
<style>.a > p { color: red } /* <p>五、样式</p> */</style>
<script>if (1 < 2 && "</p>") document.write("<p>六、脚本里的话。</p>");</script>
</head>
"""
_MENU = """<div class="top"><a href="/">青禾县人民政府</a> | <a href="/wza">无障碍</a> | <a href="/old">适老化</a></div>
<nav><ul>
<li><a href="/a">首页</a><li><a href="/b">政务公开</a>
<li><a href="/c">政府信息公开年报</a>
</ul></nav>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/b">政务公开</a> &gt; <a href="/c">政府信息公开年报</a></div>
<div style="display:none"><p>七、看不见的话。</p></div>
<!-- 正文开始 -->"""  # noqa: E501
_INFO = """发布时间：2024-01-12 10:30 &nbsp; 来源：本站 &nbsp; 浏览次数：<span id="hits">128</span>
【字体：<a href="javascript:zoom(16)">大</a> <a href="javascript:zoom(14)">中</a> <a href="javascript:zoom(12)">小</a>】"""  # noqa: E501
_TOOLS = '<a href="javascript:window.print()">打印</a> <a href="javascript:window.close()">关闭</a>'
_FOOT = """<template><p>八、模板里的话。</p></template>
<ul class="prev"><li>上一篇：<a href="/1">青禾县民政局2019年政府信息公开工作年度报告</a></li><li>下一篇：没有了</li></ul>
<div class="footer"><p>主办单位：青禾县人民政府办公室 联系电话：0000-8888123</p>
<p>网站标识码：0000000000 <a href="/icp">某ICP备00000000号-1</a> <img src="/images/foot_img_01.png"></p></div>"""  # noqa: E501


def _word(draft: Draft, rng: random.Random) -> str:
    """A web page as Word saves it: every run in tags of its own, lines broken anywhere."""

    def spans(text: str) -> str:
        return (
            _split(
                text,
                rng,
                "<span\nstyle='font-size:16.0pt;mso-bidi-font-size:12.0pt;font-family:仿宋_GB2312'>",
                "</span>",
            )
            + "<span\nlang=EN-US><o:p></o:p></span>"
        )

    def paragraph(text: str) -> str:
        return f"<p class=MsoNormal style='text-indent:32.0pt'>{spans(text)}</p>\n"

    def cell(one: Cell) -> str:
        empty = (
            "<p class=MsoNormal align=center><span\nlang=EN-US><o:p></o:p></span></p>\n"
            if rng.random() < 0.1
            else ""
        )
        middle = len(one.text) // 2
        parts = (
            [one.text[:middle], one.text[middle:]]
            if one.kind == "label" and len(one.text) > 5 and rng.random() < 0.2
            else [one.text]
        )
        return empty + "".join(
            f"<p class=MsoNormal align=center style='mso-pagination:widow-orphan'>{spans(part)}</p>\n"
            for part in parts
        )

    blank = "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
    columns = "".join(f"<td width={rng.randint(20, 90)} style='border:none'></td>" for _ in range(10))
    spacer = f"<![if !supportMisalignedColumns]>\n<tr height=0>{columns}</tr>\n<![endif]>\n"
    tags = _Tags(
        "<table class=MsoNormalTable border=1 style='mso-yfti-tbllook:1184'>",
        " width=93 style='border:solid windowtext 1.0pt'",
        blank,
        last=spacer,
    )
    blocks = _blocks(
        draft, paragraph, paragraph, lambda rows: f"<div align=center>\n{_table(rows, tags, cell)}\n</div>"
    )
    body = (
        [paragraph(text) for text in draft.title]
        + blocks
        + [paragraph("\u00a0" * 40 + text) for text in _signature(draft)]
    )
    page = _WORD_HEAD + "".join(body) + "</div>\n\n</body>\n\n</html>\n"
    return _wrapped(page, 75, "\n").replace("\n", "\r\n")


_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>一、作者</o:Author></o:DocumentProperties></xml><![endif]-->
<style>
<!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} -->
</style>
</head>
<body lang=ZH-CN style='tab-interval:21.0pt'>
<div class=WordSection1 style='layout-grid:15.6pt'>
"""  # noqa: E501


def _wps(draft: Draft, rng: random.Random) -> str:
    """A page as WPS saves it: fonts nested around single characters, and many blanks before the signature."""

    def fonts(text: str) -> str:
        inner = _split(
            text,
            rng,
            (
                "<span style=\"mso-spacerun:'yes';font-family:方正仿宋_GBK;font-size:16.0000pt;"
                '" ><font face="方正仿宋_GBK" >'
            ),
            "</font></span>",
            0.6,
        )
        return f'{inner}<span style="font-family:Calibri;" ><o:p></o:p></span>'

    def paragraph(text: str) -> str:
        return f'<p class=MsoNormal  style="text-indent:32.0000pt;"  >{fonts(text)}</p>'

    def cell(one: Cell) -> str:
        return f'<p class=MsoNormal  align=center  style="text-align:center;"  >{fonts(one.text)}</p>'

    tags = _Tags(
        '<table class=MsoTableGrid  style="border-collapse:collapse;" >',
        ' width=84  valign=center  style="border-left:1.0000pt solid #000;" ',
        '<p class=MsoNormal  ><span style="font-family:宋体;" ><o:p>&nbsp;</o:p></span></p>',
    )  # fmt: skip
    blocks = _blocks(draft, paragraph, paragraph, lambda rows: _table(rows, tags, cell))
    signature = [f"<p class=MsoNormal >{'&nbsp;' * 120}{fonts(text)}</p>" for text in _signature(draft)]
    body = "".join([*map(paragraph, draft.title), *blocks, *signature])
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="UTF-8" '
        f"></head><body>{body}</body></html>"
    )


def _unclosed(draft: Draft, rng: random.Random) -> str:
    """By hand: one paragraph that no end tag closes, with headings, line ends and tables in it."""
    tags = _Tags(
        '<TABLE border=1 width="98%">', " vAlign=top", rng.choice(("", "&nbsp", "<BR>")), closed=False
    )

    def cell(one: Cell) -> str:
        return f"<P align=center>{escape(one.text, quote=False)}"

    blocks = _blocks(
        draft,
        lambda text: f"<BR>　　{escape(text, quote=False)}<BR>",
        lambda text: f"<BR>{text}",
        lambda rows: _table(rows, tags, cell) + "<P>",
    )
    title = "<BR>".join(draft.title)
    return (
        f"<TITLE>年报</TITLE><BODY><CENTER><FONT size=5>{title}</FONT></CENTER><P>"
        + "".join(blocks)
        + "<BR><BR>".join(["", *_signature(draft)])
    )


def _layout(draft: Draft, rng: random.Random) -> str:
    """The whole page in tables: a menu at the left, and each paragraph in a row of its own."""
    row = lambda text: f'<tr><td colspan=2 class="t14">{_plain(text, rng)}</td></tr>'  # noqa: E731
    nested = _Tags("<table border=1>", "", "&nbsp;")
    table = lambda rows: f"<tr><td colspan=2>{_table(rows, nested, lambda cell: cell.text)}</td></tr>"  # noqa: E731
    rows = [*map(row, draft.title), *_blocks(draft, row, row, table), *map(row, _signature(draft))]
    menu = "".join(
        f'<tr><td><a href="/{number}">{name}</a></td></tr>'
        for number, name in enumerate(("机构职能", "政策文件", "政府信息公开年报"))
    )
    content = f'<table width="100%">{"".join(rows)}</table>'
    return (
        '<html><head><meta charset="utf-8"></head><body><table width=980 align=center>'
        '<tr><td colspan=2><a href="/">首页</a> <a href="/x">互动交流</a></td></tr>'
        f'<tr><td width=180><table>{menu}</table></td><td>{content}</td></tr>'
        '<tr><td colspan=2 align=center>版权所有：青禾县人民政府 '
            '某ICP备00000000号</td></tr></table></body></html>'
    )  # fmt: skip


def _one_table(draft: Draft, rng: random.Random) -> str:
    """Paragraphs and figures as rows of one and the same table."""
    width = max(table.width for table in draft.tables()) if draft.tables() else 1
    row = lambda text: f"<tr><td colspan={width}>{_plain(text, rng)}</td></tr>"  # noqa: E731
    table = lambda rows: _table(rows, _Tags(""), lambda cell: cell.text).removesuffix("</table>")  # noqa: E731
    return (
        "<table>"
        + "\n".join([*map(row, draft.title), *_blocks(draft, row, row, table), *map(row, _signature(draft))])
        + "</table>"
    )


_STYLES: dict[str, Callable[[Draft, random.Random], str]] = {
    "page": _page, "word": _word, "wps": _wps, "unclosed": _unclosed, "layout": _layout,
    "one-table": _one_table,
}  # fmt: skip

HTML_STYLES: tuple[str, ...] = tuple(_STYLES)
