"""The server inside another program, which carries its messages.

The extension for VS Code runs it so where there is no Python.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

from .server import Server

log = logging.getLogger(__name__)


class _Outlet:
    """The writer that pygls sends its messages to."""

    def __init__(self, send: Callable[[str], object]) -> None:
        self.send = send

    def write(self, data: bytes | str) -> None:
        self.send(data if isinstance(data, str) else data.decode())

    def close(self) -> None:
        """There is nothing to close."""


def serve(send: Callable[[str], object]) -> Callable[[str], None]:
    """Start a server and return the function that takes the messages of the client, as JSON.

    `send` takes those of the server. An event loop must be running.
    """
    server = Server()
    server.protocol.set_writer(_Outlet(send), include_headers=False)

    def receive(text: str) -> None:
        try:
            server.protocol.handle_message(json.loads(text, object_hook=server.protocol.structure_message))
        except Exception as error:  # the session goes on, as on standard input
            server.report_server_error(error, type(error))

    return receive
