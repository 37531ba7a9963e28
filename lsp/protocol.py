"""The order of messages: what may come before `initialize` and after `shutdown`, and how a message that cannot be read is answered."""

from __future__ import annotations

import logging
from typing import Any

from lsprotocol import types as t
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

log = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """pygls' protocol, which answers every request whenever it comes and leaves no client waiting."""

    initialised = False
    ended = False  # `exit` has come

    @property
    def exit_status(self) -> int:
        """0 where the client said `shutdown` before it went."""
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
        """Why a message is not handled now."""
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
        """A message as an object. One with wrong parameters is answered at once, as its id would be lost with it."""
        if "method" in data and self.get_message_type(data["method"]) is None:
            data.setdefault("params", None)  # which pygls wants of what it does not know
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    @lsp_method(t.EXIT)
    def lsp_exit(self, *_: Any) -> None:  # type: ignore[override]  # pygls would end the process here
        self.ended = True
