import re
from collections.abc import Iterator

from ....grammar import Passage, Report
from ....grammar.regex import Regex
from ...findings import Problem, Severity
from ...messages import Message
from ...prose.passages import passages_with
from ...registry import rule

PHONE = Message(
    zh="电话号码“{found}”不全，固定电话应有7位或者8位", en="the telephone number “{found}” is cut off"
)
POST_CODE = Message(zh="邮政编码“{found}”不全，应有6位", en="the post code “{found}” is cut off")
ADDRESS = Message(zh="网址或邮箱“{found}”不全", en="the address “{found}” is cut off")
EMPTY = Message(zh="“{found}”后面没有内容，应填写", en="nothing follows “{found}”; fill it in")

_NEXT = Regex(r"\s*[0-9A-Za-z(×*_]")  # what a label was about may stand in the next line
_LABELS = "联系电话|咨询电话|监督电话|电话|传真|邮政编码|邮编|网址|网站地址|电子邮箱|邮箱"
_EMPTY = Regex(rf"(?:{_LABELS})(?:号码)?(?:为|是)?: ?(?=[,。;、)]|$)", needs=("电话", "传真", "邮", "网"))
_PHONE = Regex(
    r"(?:电话|传真)(?:号码)?(?:为|是)?:? ?(?P<number>\(?[0-9][0-9()—~ -]*)"
    r"(?![0-9A-Za-z×*_/次件人个条起部户多余])",
    needs=("电话", "传真"),
)
_POST_CODE = Regex(
    r"(?:邮政编码|邮编)(?:为|是)?:? ?(?P<number>[0-9][0-9 ]*)(?![0-9A-Za-z×*_])", needs=("邮编", "邮政编码")
)
_ADDRESS = Regex(
    r"(?<![0-9A-Za-z@./])(?:https?:/{0,2} ?(?:www\.)?|www\.)(?P<host>[0-9A-Za-z.-]{0,80})"
    r"(?=[^0-9A-Za-z.:/×*_-]|$)"
    r"|(?<![0-9A-Za-z])[0-9A-Za-z._-]{1,80}@(?P<server>[0-9A-Za-z.-]{0,80})(?=[^0-9A-Za-z.×*_-]|$)",
    needs=("http", "www.", "@"),
)
_HOST = Regex(r"(?:[0-9A-Za-z-]+\.)+(?!gov$|c$)[A-Za-z]{2,}|[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_CUT_CODE = Regex(r"\.(?:gov|com|org|net|edu)\.c$")
_AREA = Regex("0(?:10|2[0-9]|[3-9][0-9]{2})")
_LOCAL, _HOTLINE = (7, 8), 6  # digits of a local number, and the most of one that begins with 1 or 9


@rule("NB121", "contact-cut-off", Severity.INFO)
def contact_cut_off(report: Report) -> Iterator[Problem]:
    needs = (*_EMPTY.needs, *_ADDRESS.needs)
    for passage in passages_with(needs, report):
        for message, match, group in _faults(report, passage):
            found = match[group].strip(" :")
            yield Problem(message(found=found), passage.span(match, group), found=found)


def _faults(report: Report, passage: Passage) -> Iterator[tuple[Message, re.Match[str], str | int]]:
    text = passage.text
    for match in _EMPTY.finditer(text):
        at = passage.start + match.end()
        if match.end() < len(text) or not _NEXT.match(report.source.text, at):
            yield EMPTY, match, 0
    for match in _PHONE.finditer(text):
        if _is_short(match["number"]):
            yield PHONE, match, "number"
    for match in _POST_CODE.finditer(text):
        if len(match["number"].replace(" ", "")) < 6:
            yield POST_CODE, match, "number"
    for match in _ADDRESS.finditer(text):
        host = (match["host"] or match["server"] or "").rstrip(".") or "."
        if not _HOST.fullmatch(host) or _CUT_CODE.search(host):
            yield ADDRESS, match, 0


def _is_short(number: str) -> bool:
    """Whether a telephone number lacks digits. Hotlines are short, and an extension may follow."""
    parts = re.findall("[0-9]+", number.replace(" ", ""))
    digits = "".join(parts)
    if digits.startswith("0"):
        area = _AREA.match(digits)
        local = digits[area.end() :] if area else digits
        return len(local) < min(_LOCAL)
    return len(digits) < min(_LOCAL) and not (digits.startswith(("1", "9")) and 3 <= len(digits) <= _HOTLINE)
