"""Questions on a terminal: which fixes to make."""

from __future__ import annotations

import sys

from ....grammar import Source
from ... import outputs
from ...engine import Examination
from ...findings import Finding, Fix
from ...fixes import rewritten, unified_diff
from ...messages import Message, visible
from .streams import colourful

ONE = Message(
    zh="{title}？[y 改 / n 不改 / a 以后都改 / q 结束] ",
    en="{title}? [y]es / [n]o / [a]ll from here on / [q]uit: ",
)
SEVERAL = Message(
    zh="选哪一种？[1–{count} / n 都不改 / q 结束] ", en="which one? [1–{count}] / [n]one / [q]uit: "
)
AGAIN = Message(zh="请输入 {choices} 中的一个", en="please type one of {choices}")


class Asker:
    """Shows each fix and asks whether to make it.

    `everything`: nobody can be asked; make every fix that has no alternative.
    """

    def __init__(self, lang: str, everything: bool = False) -> None:
        self.lang = lang
        self.everything = everything  # make fixes without alternatives unasked; also after the answer “a”
        self.silent = everything  # ask nothing, so a finding with several fixes stays as it is
        self.ended = False  # after the answer “q”
        self.colour = colourful(sys.stderr)
        self.writer = outputs.writer("text", outputs.Options(lang, self.colour, brief=True))

    def __call__(self, source: Source, finding: Finding, fixes: tuple[Fix, ...]) -> Fix | None:
        if self.ended:
            return None
        if self.everything and (len(fixes) == 1 or self.silent):
            return fixes[0] if len(fixes) == 1 else None
        self._show(source, finding, fixes)
        answer = self._ask(fixes)
        if answer == "q":
            self.ended = True
        if answer == "a":
            self.everything = True
        if answer.isdecimal():
            return fixes[int(answer) - 1]
        return fixes[0] if answer in ("y", "a") else None

    def _show(self, source: Source, finding: Finding, fixes: tuple[Fix, ...]) -> None:
        """Print the finding, and for each fix the lines before and after it."""
        text = self.writer.add(self.writer.prepare(Examination(source.name, source, None, None, (finding,))))
        sys.stderr.write(f"\n{text}")
        for number, fix in enumerate(fixes, 1):
            if len(fixes) > 1:
                sys.stderr.write(f"  {number}. {fix.title.text(self.lang)}\n")
            for line in list(unified_diff(source.file, rewritten(source, [fix]), source.name, context=0))[2:]:
                if not line.startswith("@@"):
                    sys.stderr.write(f"  {self._coloured(visible(line.rstrip()))}\n")

    def _coloured(self, line: str) -> str:
        return f"\x1b[{'31' if line[0] == '-' else '32'}m{line}\x1b[0m" if self.colour else line

    def _ask(self, fixes: tuple[Fix, ...]) -> str:
        """One of the answers that are offered. The end of the input counts as “q”."""
        one = len(fixes) == 1
        question = ONE(title=fixes[0].title) if one else SEVERAL(count=len(fixes))
        choices = ["y", "n", "a", "q"] if one else [*map(str, range(1, len(fixes) + 1)), "n", "q"]
        while True:
            sys.stderr.write(question.text(self.lang))
            sys.stderr.flush()
            answer = sys.stdin.readline()
            if not answer:
                sys.stderr.write("\n")
                return "q"
            answer = answer.strip().lower()
            if answer in choices:
                return answer
            sys.stderr.write(f"{AGAIN(choices='、'.join(choices)).text(self.lang)}\n")
