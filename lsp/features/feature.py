"""A request about a document, with the function that answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..workspace import Document


class Feature(NamedTuple):
    """A request about one document, and the function that answers it."""

    method: str
    answer: Callable[[Document, Any], Any]  # takes a document and the parameters of the request
    options: Any = None  # that the client is told
    # Whether there is no answer for a document that the user calls a report but that does not read as one.
    needs_report: bool = True
