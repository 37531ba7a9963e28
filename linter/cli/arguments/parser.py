"""Command lines as argparse reads them, with its help and its complaints in Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NoReturn

from ....grammar.spelling import nearest

FAILED = 2
HEADINGS = {"positional arguments": "参数", "options": "选项"}
# What argparse says, and how to say it in Chinese.
COMPLAINTS = tuple(
    (re.compile(english, re.DOTALL), chinese)
    for english, chinese in (
        (r"the following arguments are required: (.+)", "缺少参数：{0}"),
        (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", "{0} 不能是“{1}”，可以是 {2}"),
        (r"argument (.+?): expected (?:one|\d+) arguments?", "{0} 后面要写一个值"),
        (r"argument (.+?): invalid \S+ value: '(.*)'", "{0} 的值“{1}”不对"),
        (r"argument (.+?): not allowed with argument (.+)", "{0} 不能与 {1} 同用"),
        (r"argument (.+?): ignored explicit argument '(.*)'", "{0} 后面不写值，“{1}”是多余的"),
        (r"argument (.+?): (.+)", "{0}：{1}"),
    )
)
_OPTION = re.compile(r"--[a-z][a-z-]*")
_ALIKE = 0.6  # from 0 to 1: so like a known word is a misspelt one at least


class Parser(argparse.ArgumentParser):
    """A parser that takes options only in full, and speaks Chinese unless --lang en is given."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**_CHOSEN, **options})
        self.add_argument("-h", "--help", action="help", help="显示这段说明")
        self.english = False

    def error(self, message: str) -> NoReturn:
        self.fail(message if self.english else _in_chinese(message))

    def fail(self, message: str) -> NoReturn:
        """End the program with a message, and how the command is used."""
        hint = "usage: {} --help" if self.english else "用法见 {} --help"
        self.exit(FAILED, f"nianbao: {message}\n{hint.format(self.prog)}\n")

    def unknown_command(self, wanted: str, commands: Iterable[str]) -> NoReturn:
        near = nearest(wanted, commands, _ALIKE)
        if self.english:
            self.fail(f"there is no command {wanted!r}" + (f"; did you mean {near}?" if near else ""))
        self.fail(
            f"没有命令“{wanted}”" + (f"，是不是“{near}”？" if near else f"，可以是 {'、'.join(commands)}")
        )

    def unknown_options(self, unknown: Sequence[str]) -> NoReturn:
        """Fail because of arguments that no option takes."""
        first = unknown[0].partition("=")[0]
        known = sorted(set(_OPTION.findall(self.format_help())))
        near = nearest(first, known, _ALIKE) if first.startswith("-") else ""
        if self.english:
            self.fail(f"unknown: {first}" + (f"; did you mean {near}?" if near else ""))
        noun = "选项" if first.startswith("-") else "参数"
        self.fail(f"没有{noun}“{first}”" + (f"，是不是“{near}”？" if near else ""))


class _Help(argparse.HelpFormatter):
    """Help under Chinese headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(HEADINGS.get(heading or "", heading))


_CHOSEN: dict[str, Any] = {"formatter_class": _Help, "allow_abbrev": False, "add_help": False}


def wants_english(arguments: Sequence[str]) -> bool:
    """Whether arguments ask for English, also where they are not well formed otherwise."""
    return "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)


def speaks_chinese() -> bool:
    """Whether the terminal can show Chinese."""
    try:
        "年报".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _in_chinese(message: str) -> str:
    for english, chinese in COMPLAINTS:
        match = english.fullmatch(message)
        if match:
            return chinese.format(*(part.replace("'", "") for part in match.groups()))
    return message
