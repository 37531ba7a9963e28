"""The reports of the workspace, whether they are open or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path

from ...linter import ReadError
from ...linter.files.gathering import gather
from ...linter.readers import HTML, MARKDOWN, PLAIN, read
from ..workspace import Workspace
from .checked import CheckedDocument

_LANGUAGES = {
    **dict.fromkeys(MARKDOWN, "markdown"),
    **dict.fromkeys(PLAIN, "plaintext"),
    **dict.fromkeys(HTML, "html"),
}


class Scan:
    """Checks every report in the folders of the workspace. A file is read once for every change of it.

    `folders` returns those that the client has open now.
    """

    def __init__(self, documents: Workspace, folders: Callable[[], Iterable[Path]]) -> None:
        self.documents, self.folders = documents, folders
        # The file's time and size when it was checked, and the result: None for a file that is no report.
        self._known: dict[Path, tuple[tuple[int, int], CheckedDocument | None]] = {}

    def forget(self) -> None:
        """Check every file again, as the configuration has changed."""
        self._known.clear()

    async def reports(self) -> AsyncIterator[CheckedDocument]:
        """Every report, open ones first. Other requests are answered between two files."""
        held = list(self.documents)
        for document in held:
            if document.is_report:
                yield CheckedDocument.of(document)
        paths = {document.path for document in held}
        for path in self._files():
            if path not in paths:
                await asyncio.sleep(0)
                checked = self.on_disk(path)
                if checked:
                    yield checked

    def on_disk(self, path: Path) -> CheckedDocument | None:
        """A file as it is on disk; None if it is no report or cannot be read as text."""
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if path not in self._known or self._known[path][0] != stamp:
                language = _LANGUAGES[path.suffix.lower()]
                document = self.documents.on_disk(path, language, read(path).file)
                self._known[path] = (stamp, CheckedDocument.of(document) if document.is_report else None)
        except (OSError, ReadError):
            return None
        return self._known[path][1]

    def holds(self, path: Path) -> bool:
        """Whether a file lies in a folder of the workspace and is of a kind that is checked there."""
        return path.suffix.lower() in _LANGUAGES and any(folder in path.parents for folder in self.folders())

    def _files(self) -> Iterator[Path]:
        for folder in self.folders():
            yield from (Path(name) for name, _ in gather([str(folder)], [], self._wanted))

    def _wanted(self, name: str) -> bool:
        path = Path(name)
        return path.suffix.lower() in _LANGUAGES and self.documents.choices.terms(path).included is not False
