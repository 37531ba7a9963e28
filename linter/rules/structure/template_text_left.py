import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ....grammar import Report, Span
from ....grammar.regex import HAN, Regex
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...prose.passages import passages_with
from ...registry import rule

PLACEHOLDER = Message(
    zh="留有占位文字“{found}”，应填写实际内容", en="the placeholder “{found}” is left; fill it in"
)
INSTRUCTION = Message(zh="留有填报说明“{found}”，应删去", en="the instruction “{found}” is left; remove it")
GENERATED = Message(
    zh="留有范文或文本生成工具的话“{found}”，应删去",
    en="“{found}” is left of a model text or a text generator; remove it",
)
NO_PERIOD = Message(zh="“{found}”后面没有写起止日期，应填写", en="no dates follow “{found}”; fill them in")
ALSO = Message(zh="这里也有“{found}”", en="“{found}” is here too")
INSTRUCTIONS = Path(__file__).with_suffix(".txt")
GENERATORS = Path(__file__).with_name("template_text_left_generated.txt")
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
    r"|(?:电话|地址|邮编|网址|邮箱|传真|联系人) ?: ?(?:[Xx]{2,}(?![A-Za-z0-9@._-])|×{2,}|\*{2,}|_{2,})"
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
# XX栏目, 某某镇, ***平台: a name is due before a word.
_THING = (
    "(?:栏目|专栏|[板版]块|频道|[镇乡村](?!长)|社区|街道|[省市县区局委厅科](?!长)|中心|平台|网站?|公众号|账号"
    "|系统|领域|行业|文件|制度|办法|方案|规定|通知|要点|目录|指南|项目|工程|活动|培训|会议|政策|单位|部门|机关|路)"
)
_UNNAMED = Regex(
    rf"(?<![A-Za-z0-9×*某])(?:X{{2,}}|x{{2,}}|×{{2,}}) ?(?={HAN})"
    rf"(?:(?P<thing>{_THING})"
    r"|(?!先生|女士|同志|公司|有限|企业|集团|小区|村民|[案诉因向等与和及]|要求|申请|反映|提[出交起]|的申请|的诉))"
    rf"|某某 ?{_THING}|(?<![A-Za-z0-9*])\*{{3,}} ?{_THING}",
    needs=("XX", "xx", "××", "某某", "***"),
)
_SURNAME = Regex(
    "[王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴汪姜范姚谭廖邹熊陆郝孔崔康邱秦顾侯邵孟黎尹乔贺赖龚]$"
)
_MAYBE_SURNAME = Regex("[高林何马程夏钟田任石金江白毛史龙万段雷钱汤易常武文方于]$")
_PERSON = Regex("申请人|当事人|原告|被告|诉|投诉人|信访人|举报人|[村市居]民")
_NEAR = 12  # characters in which such a word makes a name of XX
# （略）, TODO, （文字描述……）, [填写数字], （ ）件
_LEAVING = Regex(
    r"[(\[【](?:此处|以下|内容|从|下)?省?略[)\]】]|^略[。.]?$"
    r"|(?<![A-Za-z])(?:TODO|TBD|FIXME|[Ll]orem ipsum)(?![A-Za-z])"
    r"|\((?:此处|请|需|应|用|以)*(?:文字|具体|简要|详细|内容)(?:描述|叙述|表述)[^()]{0,40}\)"
    r"|^文字(?:描述|叙述|表述)[,。]?"
    r"|[\[【<〈](?=[^()【】\[\]<>〈〉\n]{0,20}(?:填写|填入|输入|插入|替换))[^()【】\[\]<>〈〉\n]{2,30}[\]】>〉]"
    r"|\((?:填写|填入|插入)(?![^()]*[《表])[^()\n]{0,30}\)"
    rf"|[(\[【] {{0,9}}(?:[XxNnYy]{{1,4}}|数字|数量|数据|具体数[字量值据])? {{0,9}}[)\]】]"
    rf"(?= ?(?:[{_COUNTED}]|万?元))"
    r"|\((?:全文|本文|正文)?[共约]?[0-9]{2,5}字(?:左右|以内|以上)?\)|(?:此处|数据|数字)待(?:补充?|填写?|核实|定)(?=[,。;)]|$)",
    needs=(
        *("略", "TODO", "TBD", "FIXME", "orem ipsum", "描述", "叙述", "表述"),
        *(
            "填写",
            "填入",
            "输入",
            "插入",
            "替换",
            "字)",
            "字左右",
            "字以内",
            "字以上",
            "此处待",
            "数据待",
            "数字待",
        ),
        *(opening + following for opening in "([【" for following in " XxNnYy数具)]】"),
    ),
)
# 收到申请N件: a letter for a count
_UNKNOWN = Regex(
    r"(?:公开|发布|收到|受理|办结|答复|申请|信息|举办|培训|更新|推送|共|计)(?:\?+|…+|\.{3,}) ?"
    rf"(?=[{_COUNTED}](?:[,。;:、)]|$|信息))",
    needs=("?", "…", "..."),
)
_LETTER = Regex(
    rf"(?<={HAN})(?<![第附图表类级座号楼栋区组])[A-WYZa-wyz] ?(?:[{_COUNTED}](?![A-Za-z])|人次|万?元|%)"
    r"(?=[,。;:、)(]|$|的|其中|信息|申请|政府|政务|文件|动态)",
    needs=tuple("ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwyz"),
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
        for message, start, end in sorted(_places(passage.text, kinds), key=lambda place: place[1:]):
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
    """The template text left in a line: the message, and where it starts and ends. No two overlap."""
    taken: set[int] = set()
    for message, shape in kinds:
        for match in _matches(shape, text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                yield message, *match.span()


def _matches(shape: Regex, text: str) -> list[re.Match[str]]:
    matches = list(shape.finditer(text))
    if shape is _STARS:
        if len(matches) % 2 == 0 and not all(star["due"] for star in matches):
            return []  # marks of emphasis
        return [star for star in matches if star["due"]]
    if shape is _UNNAMED:
        stars = [match for match in matches if match[0].startswith("*")]
        emphasis = len(stars) < text.count("***") and text.count("***") % 2 == 0
        return [
            match for match in matches if not _is_anonymous(text, match) and not (emphasis and match in stars)
        ]
    return matches


def _is_anonymous(text: str, match: re.Match[str]) -> bool:
    """Whether XX hides the name of a person."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if _SURNAME.search(before) or (_MAYBE_SURNAME.search(before) and not match["thing"]):
        return True
    return not match["thing"] and bool(_PERSON.search(before))


@cache
def _kinds() -> tuple[tuple[Message, Regex], ...]:
    """The kinds of template text that may be left, in the order in which a line is searched."""
    shapes = (_LEFT, _LEAVING, _UNNAMED, _UNKNOWN, _LETTER, _STARS)
    placeholders = ((PLACEHOLDER, shape) for shape in shapes)
    return (INSTRUCTION, _instructions()), (GENERATED, _generators()), *placeholders, (NO_PERIOD, _UNDATED)


def _generators() -> Regex:
    needs = (
        "以下",
        "以上",
        "虚构",
        "示例",
        "假设",
        "模拟",
        "希望",
        "范文",
        "人工智能",
        "AI",
        "语言",
        "我",
        "您",
        "你",
        "实际",
        "如需",
        "好的",
        "当然",
    )
    return Regex("|".join(_lines(GENERATORS)), needs=needs)


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _instructions() -> Regex:
    lines = _lines(INSTRUCTIONS)
    return Regex(
        "|".join(" ?".join(map(re.escape, line)) for line in lines),
        needs=tuple(dict.fromkeys(line[0] + blank + line[1] for line in lines for blank in ("", " "))),
    )
