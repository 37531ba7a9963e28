from collections.abc import Iterator

from ...findings import Problem, ReadError, Severity
from ...registry import rule


@rule("NB001", "unreadable-file", Severity.ERROR)
def unreadable_file(error: ReadError) -> Iterator[Problem]:
    yield Problem(error.phrase, None)
