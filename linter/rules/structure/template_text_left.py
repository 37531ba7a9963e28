import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ....grammar import Report, Span
from ....grammar.regex import Regex
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...prose.passages import passages_with
from ...registry import rule

PLACEHOLDER = Message(
    zh="留有占位文字“{found}”，应填写实际内容", en="the placeholder “{found}” is left; fill it in"
)
INSTRUCTION = Message(zh="留有填报说明“{found}”，应删去", en="the instruction “{found}” is left; remove it")
NO_PERIOD = Message(zh="“{found}”后面没有写起止日期，应填写", en="no dates follow “{found}”; fill them in")
ALSO = Message(zh="这里也有“{found}”", en="“{found}” is here too")
INSTRUCTIONS = Path(__file__).with_suffix(".txt")
MANY = 9  # further places that are listed

_COUNTED = "年月日号件条次份篇起宗项期"  # what a figure is due before
_BODY = "(?:[省市县区局厅科站](?!长)|委(?!员(?!会))|[办室](?!主任))"  # 张××局长 is a person
_SIGN = "(?:[Xx]{2,}|[X×]|×{2,})"
_LEFT = Regex(
    # 20XX年
    r"(?:20[0-9]?|二[〇○零O0][〇○零O0一二三四五六七八九]?)[Xx×*_]{1,2} ?年"
    # XX县, 公开×条, 电话：XXX; not 3×4 or 诉XX公司
    rf"|(?<![A-Za-z0-9×*]){_SIGN} ?(?:[{_COUNTED}](?![A-Za-z])|万?元|[%])"
    rf"|(?<![A-Za-z0-9×*某])(?:[Xx]{{2,}}|×{{1,}}) ?(?:{_BODY}|人民政府|政府|[乡镇](?:人民政府|政府|20)"
    r"|街道(?:办事处|20)|单位|部门|机关|门户|平台)"
    r"|(?:电话|地址|邮编|网址|邮箱|传真|联系人) ?: ?(?:[Xx]{2,}|×{2,}|\*{2,}|_{2,})"
    # 公开___条
    r"|(?<=[一-龥(:])_{3,}|(?<!_)_{3,}(?=[一-龥])|(?<=年)_{2}(?=月)"
    # {{ title }}, ${year}
    r"|\{\{[^{}\n]{0,40}\}\}|\$\{[^{}\n]{1,40}\}|\{%[^%\n]{0,40}%\}"
    # （此处填写…）, 【单位名称】, （具体网址）, （待补充）
    r"|[(【\[<〈](?:请|此处|在此|这里)(?:应|需)?(?:填写|填入|填报|输入|插入|补充|写明|粘贴)[^()【】\[\]<>〈〉\n]{0,30}[)】\]>〉]"
    r"|[(【\[<〈](?:填写|填入|输入|插入)?(?:本|各|你)?(?:(?:单位|机关|部门|机构|地区|行政机关)(?:全称|名称)|具体(?:网址|地址|电话|日期|数字|数量|名称|时间)"
    r"|网址|网站地址|网站名称|年份|填写|填入|待填写?|待补充?|待定|待核实|待完善)[)】\]>〉]",
    needs=(
        *("X", "x", "×", "*", "_", "{", "填", "输入", "插入", "补充", "写明", "粘贴"),
        *("全称", "名称", "具体", "网址", "网站地址", "年份", "待补", "待定", "待核实", "待完善"),
    ),
)
_STARS = Regex(
    rf"(?<![A-Za-z0-9*_])(?:\*{{2,}}|__)(?![*_])(?P<due> ?[{_COUNTED}](?=[,。、;:)其均已及和]|$))?",
    needs=("**", "__"),
)
_UNDATED = Regex(
    r"统计(?:数据)?的?(?:期限|时限|时间|期间|起止时间|截止时间)(?:为|是|自|从) ?:? ?(?=[。,;]|$)",
    needs="统计",
)


@rule("NB118", "template-text-left", Severity.ERROR)
def template_text_left(report: Report) -> Iterator[Problem]:
    kinds = [(message, shape) for message, shape in _kinds() if shape.may_be_in(report.prose)]
    needed = {word for _, shape in kinds for word in shape.needs}
    found: dict[str, tuple[Message, list[Span]]] = {}
    for passage in passages_with(needed, report):
        first = ""
        for message, start, end in _places(passage.text, kinds):
            span = Span(passage.start + start, passage.start + end)
            words = report.source.quote(span).strip()
            first = first or words  # what else stands in the line belongs to the same fault
            found.setdefault(words if words in found else first, (message, []))[1].append(span)
    for words, (message, spans) in found.items():
        related = tuple(
            Related(ALSO(found=report.source.quote(span).strip()), span) for span in spans[1 : MANY + 1]
        )
        yield Problem(message(found=words), spans[0], found=words, related=related)


def _places(text: str, kinds: list[tuple[Message, Regex]]) -> Iterator[tuple[Message, int, int]]:
    """The template text left in a line: the message, and where it starts and ends."""
    for message, shape in kinds:
        matches = list(shape.finditer(text))
        if shape is _STARS:
            if len(matches) % 2 == 0 and not all(star["due"] for star in matches):
                continue  # marks of emphasis
            matches = [star for star in matches if star["due"]]
        yield from ((message, *match.span()) for match in matches)


@cache
def _kinds() -> tuple[tuple[Message, Regex], ...]:
    """The kinds of template text that may be left, in the order in which a line is searched."""
    return (INSTRUCTION, _instructions()), (PLACEHOLDER, _LEFT), (PLACEHOLDER, _STARS), (NO_PERIOD, _UNDATED)


def _instructions() -> Regex:
    lines = [line for line in INSTRUCTIONS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return Regex(
        "|".join(" ?".join(map(re.escape, line)) for line in lines), needs=tuple({line[0] for line in lines})
    )
