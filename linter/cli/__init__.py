"""The command `nianbao`.

A module for each command, with `configure(parser)` and `run(options)`, which returns the exit status.
`options.py` makes `Settings` of the options, `running/` is a run over many files, `deliver.py` writes files
that a command makes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from ...grammar.memory import collect_rarely
from ..files.reasons import reason
from ..messages import visible
from .arguments.parser import FAILED, Parser, speaks_chinese, wants_english
from .running import interrupts, streams

ONLY_ASCII = (
    "this terminal cannot show Chinese, so messages are in English; set PYTHONUTF8=1 or LC_ALL=C.UTF-8"
)
_COMPLETING = "_ARGCOMPLETE"  # set by a shell that asks what may follow
# Name, module with `configure(parser)`, and help. Only the module of the command that runs is loaded.
COMMANDS = (
    ("check", ".check", "检查报告 (lint reports)"),
    ("fix", ".fix", "改正报告 (apply fixes)"),
    ("waive", ".waive", "豁免一处问题 (let a finding stand)"),
    ("annotate", ".annotate", "生成标注了问题的副本 (mark findings in a copy)"),
    ("extract", ".extract", "提取报告的数字 (extract figures as data)"),
    ("new", ".new", "生成空白报告 (make a blank report)"),
    ("rules", ".rules", "列出全部规则 (list the rules)"),
    ("explain", ".explain", "说明一条规则 (explain a rule)"),
    ("doctor", ".doctor", "说明哪些配置和规则有效 (what is in force, and why)"),
    ("completion", ".completion", "让 shell 补全命令和选项 (shell completion)"),
    ("lsp", "nianbao.lsp.command", "语言服务器，供编辑器使用 (language server)"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0: no objection; 1: findings at or above --fail-on; 2: the run failed."""
    arguments = sys.argv[1:] if arguments is None else arguments
    collect_rarely()
    streams.prepare()
    interrupts.listen()
    try:
        options = _options(arguments)
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe, such as head, has what it wanted
        status = FAILED
    except interrupts.Interrupted as interrupted:
        _say("已中断，结果不完整 (interrupted, results are partial)")
        status = interrupted.status
    except OSError as error:
        _say(f"{error.filename or 'stdout'}：{reason(error).text('zh')} ({reason(error).text('en')})")
        status = FAILED
    except MemoryError:
        _say(
            "内存不足，没有完成；请关闭其他程序，或用 --jobs 1 "
            "(out of memory; close other programs, or use --jobs 1)"
        )
        status = FAILED
    streams.abandon()
    return status


def _say(what: str) -> None:
    """Print a last message, if standard error still takes one."""
    with suppress(OSError):
        print(f"nianbao: {visible(what)}", file=sys.stderr)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """The parsed arguments, with `run` of the command."""
    from ... import __version__

    parser = Parser(prog="nianbao", description="检查政府信息公开工作年度报告")
    parser.add_argument("--version", action="version", version=f"nianbao {__version__}", help="显示版本")
    parser.english = wants_english(arguments)
    # Without `prog`, argparse would format a usage line for it, which takes time.
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", prog=parser.prog)
    wanted = next((name for name in arguments if not name.startswith("-")), "")
    completing = _COMPLETING in os.environ
    names = [name for name, _, _ in COMMANDS]
    if wanted and wanted not in names:
        parser.unknown_command(wanted, names)
    used = parser
    for name, module, help in COMMANDS:
        command = commands.add_parser(name, help=help, description=help)
        if name == wanted or completing:
            used, used.english = command, parser.english
            loaded: Any = import_module(module, __name__)
            loaded.configure(command)
    if completing:
        import_module(".completion", __name__).complete(parser)
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        used.unknown_options(unknown)
    if not (parser.english or speaks_chinese()):
        _say(ONLY_ASCII)
        options.lang = "en"
    return options
