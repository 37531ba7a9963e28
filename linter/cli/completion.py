"""`nianbao completion`: what a shell needs to complete commands, options and file names."""

from __future__ import annotations

import argparse
from importlib.util import find_spec

from ..messages import Message
from .arguments.options import add_language, fail

SHELLS = ("bash", "zsh", "fish", "powershell")
NEEDS_PACKAGE = Message(
    zh='补全需先安装组件：pip install "nianbao[completion]"',
    en='completion needs one more package: pip install "nianbao[completion]"',
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "显示补全脚本，供 shell 在按 Tab 时补全命令、选项和文件名。"
        '用法如：eval "$(nianbao completion bash)"，写进 ~/.bashrc 则每次有效。'
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=" ".join(SHELLS))
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if not find_spec("argcomplete"):
        return fail([NEEDS_PACKAGE()], options.lang)
    from argcomplete.shell_integration import shellcode

    print(shellcode(["nianbao"], True, options.shell))
    return 0


def complete(parser: argparse.ArgumentParser) -> None:
    """Tell the shell that asked what may follow, and end the program."""
    if find_spec("argcomplete"):
        from argcomplete import autocomplete

        autocomplete(parser)
