"""The day of a check."""

from __future__ import annotations

import os
from datetime import date, datetime, timezone

from ..config import UsageError
from ..messages import Message

EPOCH = Message(
    zh="环境变量 SOURCE_DATE_EPOCH 应是 1970 年以来的秒数，而不是“{text}”",
    en="SOURCE_DATE_EPOCH must be seconds since 1970, not {text!r}",
)


def today() -> date:
    """The current day, or that of SOURCE_DATE_EPOCH, for reproducible outputs. Raises `UsageError`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return (datetime.fromtimestamp(int(epoch), timezone.utc) if epoch else datetime.now()).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(EPOCH(text=epoch)) from error
