"""`check --write-baseline`: the findings of today are accepted from now on."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..baseline import AcceptedFinding, Baseline, accept, entries_of, path_in
from ..config import UsageError
from ..engine import Examination
from ..files.reasons import reason
from ..messages import Message, Phrase

NEW = Message(
    zh="有 {count} 个问题不在基线 {path} 里，没有改动基线；要一并收入请加 --accept-new",
    en="{count} problems are not in the baseline {path}, which was left as it is; "
    "to take them in add --accept-new",
)
WRITTEN = Message(
    zh="基线 {path}：共 {count} 个问题，新收入 {added} 个，已解决而移出 {gone} 个",
    en="baseline {path}: {count} problems, {added} taken in, {gone} solved and taken out",
)
UNWRITABLE = Message(zh="写不了基线 {path}：{reason}", en="cannot write the baseline {path}: {reason}")


class NewBaseline(NamedTuple):
    """The baseline that a run writes."""

    path: Path
    takes_all: bool  # also findings that the earlier baseline lacks

    def take(self, examination: Examination) -> tuple[Examination, tuple[AcceptedFinding, ...]]:
        """The examination with accepted findings marked, and the entries that the baseline may take."""
        accepted = accept(examination) if self.takes_all else examination
        return accepted, entries_of(examination, self.path.parent)

    def write(self, found: Iterable[AcceptedFinding], names: Iterable[str]) -> Phrase:
        """Write the baseline and return a phrase about it. Raises `UsageError`.

        `found`: all entries of the run. `names`: of all files that were checked.
        """
        old = Baseline.load(self.path) if self.path.exists() else Baseline()
        renewal = old.renewed(found, {path_in(self.path.parent, name) for name in names}, self.path.parent)
        if renewal.added and not self.takes_all:
            raise UsageError(NEW(count=len(renewal.added), path=str(self.path)))
        try:
            renewal.baseline.write(self.path)
        except OSError as error:
            raise UsageError(UNWRITABLE(path=str(self.path), reason=reason(error))) from error
        return WRITTEN(
            path=str(self.path),
            count=len(renewal.baseline.entries),
            added=len(renewal.added),
            gone=len(renewal.gone),
        )


def new_baseline(options: argparse.Namespace) -> NewBaseline:
    """The baseline that the options ask to write."""
    path = Path(options.write_baseline)
    return NewBaseline(path, options.accept_new or not path.exists())
