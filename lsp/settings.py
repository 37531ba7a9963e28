"""The configuration of each document: the one that the command would find for its file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..linter import Config
from ..linter.config import Lang, UsageError
from ..linter.messages import Phrase
from ..linter.settings import Settings, Wishes
from ..linter.settings.clock import today


class Terms(NamedTuple):
    """The configuration of one document."""

    config: Config
    included: bool | None = None  # whether it says that the document is to be checked; None: it says nothing


class Choices:
    """The configurations of all documents, each read when it is first needed. A broken one has no effect.

    `trusted`: whether rules of a team's own, which are code, may run. If not, a configuration that names some
    counts as broken.
    """

    def __init__(self, lang: Lang | None = None, trusted: bool = False) -> None:
        self.troubles: dict[str, Phrase] = {}  # what is wrong with the broken ones, by its English text
        self._wishes = Wishes(lang=lang)
        try:
            self._wishes = Wishes(lang=lang, today=today())
        except UsageError as error:
            self._note(error)
        self._settings = Settings(self._wishes, trusted=trusted)

    def terms(self, path: Path | None) -> Terms:
        """The configuration of a document; the defaults for one that is not on disk."""
        try:
            if path:
                # Where the configuration says nothing, the answer is the default.
                answers = {self._settings.includes(path, default) for default in (True, False)}
                return Terms(self._settings.for_file(path), answers.pop() if len(answers) == 1 else None)
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
