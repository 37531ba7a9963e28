"""The values of --format and --output: which formats of the findings go where."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ....grammar.regex import Regex
from ....grammar.spelling import nearest
from ...config import UsageError
from ...messages import Message
from ...outputs import FORMATS

UNKNOWN = Message(
    zh="--output {text}：没有输出格式“{format}”{near}，可以是 {known}；若是文件名，请写成 ./{text}",
    en="--output {text}: there is no format {format!r}{near}, only {known}; for a file name write ./{text}",
)
NEAR = Message(zh="（是不是“{near}”？）", en=" (did you mean {near}?)")
TWICE = Message(
    zh="--output {path} 写了两次，后一个会覆盖前一个；请换一个文件名",
    en="--output {path} is given twice and would be overwritten; choose another name",
)
NO_NAME = Message(
    zh="--output {format}: 后面要写文件名，如 {format}:结果.{format}",
    en="--output {format}: needs a file name, such as {format}:result.{format}",
)
_PREFIX = Regex(r"[A-Za-z]{2,}(?=:)")  # one letter is a drive


class Target(Struct, frozen=True):
    """A format, and where it goes."""

    format: str
    path: str = ""  # of the file; empty for standard output


def targets(format: str, outputs: Sequence[str]) -> list[Target]:
    """All targets of a run. Raises `UsageError`.

    `FORMAT:FILE` is one more file beside standard output, which has `format`. A plain `FILE` takes the place
    of standard output.
    """
    named = [_target(text, format) for text in outputs]
    paths = [target.path for target, _ in named]
    for path in paths:
        if paths.count(path) > 1:
            raise UsageError(TWICE(path=path))
    instead = any(plain for _, plain in named)
    return [*([] if instead else [Target(format)]), *(target for target, _ in named)]


def _target(text: str, format: str) -> tuple[Target, bool]:
    """The target of one --output, and whether it names no format."""
    prefix = _PREFIX.match(text)
    if not prefix:
        return Target(format, text), True
    wanted, path = prefix[0].lower(), text[prefix.end() + 1 :]
    if wanted not in FORMATS:
        near = nearest(wanted, FORMATS, 0.6)
        raise UsageError(
            UNKNOWN(text=text, format=wanted, near=NEAR(near=near) if near else "", known=" ".join(FORMATS))
        )
    if not path:
        raise UsageError(NO_NAME(format=wanted))
    return Target(wanted, path), False
