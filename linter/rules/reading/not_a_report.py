from collections.abc import Iterator

from ....grammar import Span
from ....grammar.model import ACADEMIC_YEAR
from ....grammar.regex import Regex
from ...findings import Problem, Severity
from ...messages import Message
from ...prose.garble import overwhelmed
from ...registry import rule
from ...subjects import NotAReport

NOTHING = Message(
    zh="不像政府信息公开工作年度报告：没有找到规定的章节标题，也没有找到表格",
    en="not an annual report on open government information: "
    "no section heading and no table of the format was found",
)
ACADEMIC = Message(
    zh="这是高等学校按学年编制的信息公开年度报告，不适用政府信息公开工作年度报告的格式，未作检查",
    en="a university's report on an academic year, for which this format does not hold; not checked",
)
EMPTY = Message(zh="文件是空的", en="the file is empty")

_ACADEMIC = Regex(rf"{ACADEMIC_YEAR}[^。]{{0,10}}信息公开[^。]{{0,10}}(?:报告|年报)", needs=ACADEMIC_YEAR)
_TITLE = 400  # characters in which the title of a report stands


@rule("NB002", "not-a-report", Severity.WARNING)
def not_a_report(document: NotAReport) -> Iterator[Problem]:
    if overwhelmed(document.source):
        return  # NB004 says why nothing was found
    academic = _ACADEMIC.search(document.source.text, 0, _TITLE)
    if academic:
        yield Problem(ACADEMIC(), Span(*academic.span()), severity=Severity.INFO)
    else:
        yield Problem((NOTHING if document.source.text.strip() else EMPTY)(), Span(0, 0))
