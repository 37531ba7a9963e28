"""`nianbao lsp`: the language server, for editors."""

from __future__ import annotations

import argparse
import logging
import sys

from ..linter.messages import Message

PLACE = Message(
    zh="--tcp 应写成 主机:端口，如 127.0.0.1:2087，而不是“{text}”",
    en="--tcp takes HOST:PORT, such as 127.0.0.1:2087, not {text!r}",
)
UNUSABLE = Message(
    zh="不能在 {host}:{port} 监听：{reason}；请换一个端口",
    en="cannot listen on {host}:{port}: {reason}; take another port",
)
LISTENING = Message(zh="在 {host}:{port} 等待编辑器连接", en="listening on {host}:{port}")
TERMINAL = Message(
    zh="语言服务器由编辑器启动，现在等待编辑器的消息；按 Ctrl+C 结束",
    en="the language server is started by editors and waits for their messages; Ctrl+C ends it",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "语言服务器，由编辑器启动：默认用标准输入输出通信。"
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="用标准输入输出通信（默认）")
    way.add_argument("--tcp", metavar="HOST:PORT", help="在此地址等待编辑器连接，如 127.0.0.1:2087")
    parser.add_argument(
        "--log",
        choices=("error", "warning", "info", "debug"),
        default="warning",
        help="写到标准错误的日志，默认 warning",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until the editor goes. Returns 0 if it said goodbye, 1 if not, 2 for wrong usage."""
    from . import transport  # slow to load, and not needed for --help

    logging.basicConfig(
        stream=sys.stderr, level=options.log.upper(), format="nianbao: %(levelname)s %(name)s: %(message)s"
    )
    if options.log in ("error", "warning"):
        # The server logs in one line what pygls logs in many.
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
    if options.tcp is None:
        if sys.stdin.isatty():
            _say(TERMINAL)
        return transport.serve_stdio()
    host, _, port = options.tcp.rpartition(":")
    if not host or not port.isdecimal() or int(port) >= 2**16:
        _say(PLACE, text=options.tcp)
        return 2
    try:
        return transport.serve_tcp(
            host.strip("[]"), int(port), lambda host, port: _say(LISTENING, host=host, port=port)
        )
    except OSError as error:
        _say(UNUSABLE, host=host, port=port, reason=error.strerror or error)
        return 2


def _say(message: Message, **values: object) -> None:
    print(f"nianbao: {message(**values).text('zh')}", file=sys.stderr, flush=True)
