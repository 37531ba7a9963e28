"""Words that several formats use."""

from __future__ import annotations

from ...findings import Severity, Waiver
from ...messages import Message

SEVERITIES = {
    Severity.ERROR: Message(zh="错误", en="error"),
    Severity.WARNING: Message(zh="警告", en="warning"),
    Severity.INFO: Message(zh="提示", en="info"),
}
WAIVED = Message(zh="已豁免", en="waived")
FIX = Message(zh="可改：{title}", en="fix: {title}")
CONFIRM = Message(zh="{remedy}（需人工确认）", en="{remedy} (confirm first)")
LAST_OF_SEVERAL = Message(zh="{others}或{last}，请查台账", en="{others} or {last}; see the records")
ONE_OF_THESE = Message(
    zh="以上改法只有一种是对的，请查台账后再改", en="only one of these is right; see the records first"
)
FIX_ASK = Message(zh="可改（需人工确认）：{title}", en="fix (confirm first): {title}")
FAILURE = Message(zh="没有查成", en="not checked")  # a part of the run
LINE = Message(zh="第 {line} 行", en="line {line}")
_KINDS = {
    "comment": Message(zh="报告内注释", en="comment in the report"),
    "configuration": Message(zh="配置文件", en="configuration"),
    "baseline": Message(zh="基线中已有", en="in the baseline"),
}
_REASON = Message(zh="{kind}：{reason}", en="{kind}: {reason}")
_UNTIL = Message(zh="{why}（至 {until}）", en="{why} (until {until})")


def why_waived(waiver: Waiver, lang: str) -> str:
    """The reason why a finding does not count: where that is said, why, and until when."""
    kind = _KINDS[waiver.kind]()
    why = _REASON(kind=kind, reason=waiver.reason) if waiver.reason else kind
    return (_UNTIL(why=why, until=waiver.until) if waiver.until else why).text(lang)
