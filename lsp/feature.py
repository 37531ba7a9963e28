"""What a capability of the server is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .workspace import Document


class Feature(NamedTuple):
    """A request about one document, and the function that answers it.

    `answer` is given the document as it is now and the parameters of the request. `options` are what the client is told. `needs_report`: it has nothing
    to say of a document that is called a report by its language or the configuration, but in which none was recognised.
    """

    method: str
    answer: Callable[[Document, Any], Any]
    options: Any = None
    needs_report: bool = True
