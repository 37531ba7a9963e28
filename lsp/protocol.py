"""The order of messages.

What may come before `initialize` and after `shutdown`, and how a message that cannot be read is answered.
"""

from __future__ import annotations

import logging
from typing import Any

from lsprotocol import types as t
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol, lsp_method

log = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, which also answers requests that come at the wrong time or are malformed."""

    initialised = False
    ended = False  # `exit` has come

    @property
    def exit_status(self) -> int:
        """0 if the client sent `shutdown` before it went, else 1."""
        return 0 if self._shutdown else 1

    def handle_message(self, message: Any) -> None:
        method = getattr(message, "method", None)
        refusal = self._refusal(method) if method else None
        if refusal is None:
            self.initialised = self.initialised or method == t.INITIALIZE
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, error=refusal)
        else:
            log.info("%s was ignored: %s", method, refusal.message)

    def _refusal(self, method: str) -> t.ResponseError | None:
        """Why a message is not handled now; None if it is."""
        if method == t.EXIT:
            return None
        if self._shutdown:
            return t.ResponseError(t.ErrorCodes.InvalidRequest, f"{method} came after shutdown")
        if self.initialised and method == t.INITIALIZE:
            return t.ResponseError(t.ErrorCodes.InvalidRequest, "initialize may be sent only once")
        if not self.initialised and method != t.INITIALIZE:
            return t.ResponseError(t.ErrorCodes.ServerNotInitialized, f"{method} came before initialize")
        return None

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as an object.

        A malformed one, or one with wrong parameters, is answered here, as nobody else would know its id.
        Raises `JsonRpcException` then.
        """
        if "jsonrpc" not in data:
            return data  # a part of a message: the JSON reader calls this for every object
        well_formed = (
            data["jsonrpc"] == self.VERSION
            and isinstance(data.get("method"), str)
            and isinstance(data.get("id", ""), (int, str))
        )
        if "method" in data and not well_formed:
            fault = JsonRpcInvalidRequest()
            id = data.get("id")
            self._send_data(
                t.ResponseErrorMessage(
                    error=fault.to_response_error(), id=id if isinstance(id, (int, str)) else None
                )
            )
            raise fault
        if "method" in data and self.get_message_type(data["method"]) is None:
            # For a method that pygls does not know, it needs `params` and fails at any other key.
            data = {"params": None} | {
                name: data[name] for name in ("jsonrpc", "id", "method", "params") if name in data
            }
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    @lsp_method(t.SHUTDOWN)
    def lsp_shutdown(self, *_: Any) -> None:  # type: ignore[override]
        # Cancelling a request removes it, which breaks the loop of pygls.
        for id, future in list(self._request_futures.items()):
            if id != self.msg_id and not future.done():
                future.cancel()
        self._shutdown = True

    @lsp_method(t.EXIT)
    def lsp_exit(self, *_: Any) -> None:  # type: ignore[override]
        # pygls would end the process here.
        self.ended = True
