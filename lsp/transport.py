"""The server on standard input and output, or on a socket."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from pygls.io_ import StdoutWriter, run_async

from .server import Server

log = logging.getLogger(__name__)

_LIMIT = 2**26  # bytes of a line; headers are short, but a client may send anything
_CHUNK = 2**16


class _Ended:
    """The event by which pygls learns that the client has sent `exit`."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def is_set(self) -> bool:
        return self.server.protocol.ended


def serve_stdio() -> int:
    """Serve one client on standard input and output until it goes. Returns the exit status."""
    # Anything else that is printed would break the protocol, so it goes to standard error.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return asyncio.run(_stdio(sys.stdin.fileno(), output))


async def _stdio(input: int, output: BinaryIO) -> int:
    reader, loop = asyncio.StreamReader(limit=_LIMIT), asyncio.get_running_loop()

    def pump() -> None:
        # The file descriptor itself: a thread that waits in sys.stdin would not let the interpreter end.
        with suppress(RuntimeError):  # the loop has ended
            while data := os.read(input, _CHUNK):
                loop.call_soon_threadsafe(reader.feed_data, data)
            loop.call_soon_threadsafe(reader.feed_eof)

    threading.Thread(target=pump, daemon=True).start()
    server = Server()
    server.protocol.set_writer(StdoutWriter(output))
    return await serve(server, reader)


def serve_tcp(host: str, port: int, listening: Callable[[str, int], None]) -> int:
    """Serve clients on a socket, each with its own server, until interrupted.

    Port 0 takes a free one. `listening` is called with the host and port.
    """
    return asyncio.run(_tcp(host, port, listening))


async def _tcp(host: str, port: int, listening: Callable[[str, int], None]) -> int:
    async def session(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = Server()
        server.protocol.set_writer(writer)
        await serve(server, reader)
        writer.close()

    listener = await asyncio.start_server(session, host, port, limit=_LIMIT)
    listening(*listener.sockets[0].getsockname()[:2])
    async with listener:
        await listener.serve_forever()
    return 0


async def serve(server: Server, reader: asyncio.StreamReader) -> int:
    """Serve the client that the reader reads from until it goes. Returns the exit status."""
    try:
        await run_async(_Ended(server), reader, server.protocol, error_handler=server.report_server_error)  # type: ignore[arg-type]
    except (asyncio.IncompleteReadError, ConnectionError, BrokenPipeError):
        log.info("the client has gone")  # without finishing its message
    finally:
        server.stop()
    return server.protocol.exit_status
