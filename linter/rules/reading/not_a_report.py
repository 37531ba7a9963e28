from collections.abc import Iterator

from ....grammar import Span
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
EMPTY = Message(zh="文件是空的", en="the file is empty")


@rule("NB002", "not-a-report", Severity.WARNING)
def not_a_report(document: NotAReport) -> Iterator[Problem]:
    if overwhelmed(document.source):
        return  # NB004 says why nothing was found
    yield Problem((NOTHING if document.source.text.strip() else EMPTY)(), Span(0, 0))
