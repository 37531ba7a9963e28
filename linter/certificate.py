"""The certificate of a report: each equation with its figures and verdict, as a list to sign or as data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from .audit import Audit, Verdict
from .engine import Examination
from .messages import Message
from .tables.arithmetic import formula, name_of

TITLE = Message(zh="核对清单 {name}", en="Verified: {name}")
FILE = Message(zh="文件 SHA-256：{sha256}", en="SHA-256 of the file: {sha256}")
WITH = Message(
    zh="核对工具：nianbao {version}；格式：{format}；核对日期：{date}",
    en="nianbao {version}; {format}; {date}",
)
COUNT = Message(
    zh="已核 {count} 项：通过 {passed}，问题 {failed}，存疑 {unknown}",
    en="{count} equations: {passed} passed, {failed} failed, {unknown} in doubt",
)
IDENTITY = Message(zh="{basis}：{count} 项", en="{basis}: {count}")
SIGN = Message(
    zh="核对人：____________  审签人：____________", en="Checked by: ____________  Signed by: ____________"
)
NONE = Message(zh="没有可以核对的等式", en="There are no equations to check")
VERDICTS = {
    Verdict.PASSED: Message(zh="通过", en="passed"),
    Verdict.FAILED: Message(zh="问题", en="failed"),
    Verdict.UNKNOWN: Message(zh="存疑", en="doubt "),
}


def lines(examination: Examination, lang: str, date: str) -> Iterator[str]:
    """The lines of the list for one report, checked on a date."""
    from .. import __version__

    report, audit, source = examination.report, examination.audit, examination.source
    if report is None or audit is None or source is None:
        return
    yield TITLE(name=examination.name).text(lang)
    if source.sha256:
        yield FILE(sha256=source.sha256).text(lang)
    yield WITH(version=__version__, format=report.format.number, date=date).text(lang)
    yield (COUNT(count=len(audit.equations), **_counts(audit)) if audit.equations else NONE()).text(lang)
    for basis, group in groupby(audit.equations, key=lambda equation: equation.identity.basis):
        equations = list(group)
        yield f"  {IDENTITY(basis=basis, count=len(equations)).text(lang)}"
        for equation in equations:
            yield f"    {VERDICTS[equation.verdict]().text(lang)} {name_of(equation)}：{formula(equation)}"
    yield SIGN().text(lang)


def items(audit: Audit) -> list[dict[str, Any]]:
    """The equations as data. The keys of `figures` are the ids of the terms, in their order."""
    return [
        {
            "identity": equation.identity.id,
            "table": equation.table.id,
            "row" if equation.identity.over == "rows" else "column": equation.line,
            "verdict": equation.verdict.value,
            "formula": formula(equation),
            "figures": {
                term.id: operand.figure
                for term, operand in zip(equation.identity.terms, equation.operands, strict=True)
            },
        }
        for equation in audit.equations
    ]


def _counts(audit: Audit) -> dict[str, int]:
    return {verdict.value: audit.count(verdict) for verdict in Verdict}
