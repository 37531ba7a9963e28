"""Places in files as lines and columns, and names of files as paths and URIs."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from ....grammar import Position, Source, Span


class Region(NamedTuple):
    """A range of a file. Lines and columns count from 1, columns in code points."""

    start: Position
    end: Position  # behind the last character


def region(source: Source | None, span: Span | None) -> Region | None:
    """The range of the file in which a range of the text stands; None where the file has no lines."""
    if source is None or span is None or not source.has_lines:
        return None
    return _region(source, source.file_span(span))


def edited_region(source: Source, span: Span) -> Region | None:
    """The range of the file to replace; None where the file does not hold it in one piece."""
    place = source.edit_span(span)
    return _region(source, place) if place else None


def _region(source: Source, place: Span) -> Region:
    return Region(source.position(place.start), source.position(place.end))


def path_of(name: str, root: str) -> str:
    """The path of a file from the folder `root`, with slashes. The name of a file outside stays as it is."""
    path = PurePath(name)
    if path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    return path.as_posix()


def uri_of(path: str) -> str:
    """A path as a URI: relative, or file:///… for an absolute path. UTF-8 is percent-encoded."""
    encoded = quote(path, errors="surrogateescape" if os.name == "posix" else "replace")
    if not PurePath(path).is_absolute():
        return encoded.replace(":", "%3A")
    return "file://" + ("" if encoded.startswith("/") else "/") + encoded
