"""Which files a pattern is for: patterns as in .gitignore."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Patterns:
    """Patterns that are relative to a folder. Raises ValueError for one that is not well formed."""

    def __init__(self, texts: Sequence[str], folder: Path) -> None:
        self.texts, self.folder = tuple(texts), folder
        self._spec = _compiled(self.texts)

    @property
    def one_file(self) -> bool:
        """Whether they are the name of a single file."""
        return (
            len(self.texts) == 1
            and not set("*?[!") & set(self.texts[0])
            and not self.texts[0].endswith("/")
            and bool(Path(self.texts[0]).suffix)
        )

    def match(self, path: str | Path) -> bool:
        """Whether they are for a file, which need not exist."""
        return self._spec.match_file(_relative(path, self.folder))


def _compiled(texts: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # only for those who use patterns

    return GitIgnoreSpec.from_lines(text.replace("\\", "/") for text in texts)


def _relative(path: str | Path, folder: Path) -> str:
    """The path from the folder, or where the file lies elsewhere, from the current one."""
    path = os.path.abspath(path)
    for base in (os.path.abspath(folder), os.getcwd()):
        if path.startswith(base.rstrip(os.sep) + os.sep):
            return os.path.relpath(path, base).replace(os.sep, "/")
    return path.replace(os.sep, "/").lstrip("/")
