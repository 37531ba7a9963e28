"""How each document is to be checked: by the configuration that the command would find for its file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..linter import Config
from ..linter.cli.options import today
from ..linter.config import Lang, UsageError
from ..linter.messages import Phrase
from ..linter.settings import Settings, Wishes


class Terms(NamedTuple):
    """What holds for one document. `included`: whether the configuration says that it is one to check; None where it says nothing."""

    config: Config
    included: bool | None = None


class Choices:
    """The configuration of all documents, read when it is first needed. A broken one does not count; `troubles` are what is wrong with it.

    `trusted`: whether rules of a team's own, which are code, may run; without it a configuration that names some counts as broken.
    """

    def __init__(self, lang: Lang | None = None, trusted: bool = False) -> None:
        self.troubles: dict[str, Phrase] = {}
        self._wishes = Wishes(lang=lang)
        try:
            self._wishes = Wishes(lang=lang, today=today())
        except UsageError as error:
            self._note(error)
        self._settings = Settings(self._wishes, trusted=trusted)

    def terms(self, path: Path | None) -> Terms:
        """What holds for a document; the defaults for one that is in no folder."""
        try:
            if path:
                known = {self._settings.includes(path, default) for default in (True, False)}
                return Terms(self._settings.for_file(path), known.pop() if len(known) == 1 else None)
        except UsageError as error:
            self._note(error)
        return Terms(self._wishes.over(Config()))

    def file(self, path: Path | None) -> Path | None:
        """The configuration file that holds for a document."""
        try:
            configuration = self._settings.configuration(path) if path else None
        except UsageError as error:
            self._note(error)
            return None
        return configuration.path if configuration else None

    def _note(self, error: UsageError) -> None:
        self.troubles |= {phrase.text("en"): phrase for phrase in error.phrases}
