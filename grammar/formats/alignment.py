"""Compares found labels with expected ones, as a diff does: missing, extra, renamed or moved ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, field


class Alignment(Struct):
    """The result of a comparison, as indexes into the found (f) and the expected (e) labels."""

    pairs: list[tuple[int, int]] = field(default_factory=list)  # f, e: all that belong together
    renamed: list[tuple[int, int]] = field(default_factory=list)  # f, e
    moved: list[tuple[int, int]] = field(default_factory=list)  # f, e
    missing: list[tuple[int, int]] = field(default_factory=list)  # e, and the f that it belongs before
    extra: list[int] = field(default_factory=list)  # f

    @property
    def faults(self) -> int:
        return len(self.renamed) + len(self.moved) + len(self.missing) + len(self.extra)


def align(found: Sequence[str], expected: Sequence[str], like: Callable[[int, int], float]) -> Alignment:
    """Compare found labels with expected ones.

    `like(f, e)` tells how much an unknown found label is like an expected one, from 0 to 1.
    """
    if len(found) == len(expected) and all(f == e for f, e in zip(found, expected, strict=True)):
        return Alignment(pairs=[(index, index) for index in range(len(found))])
    result = Alignment()
    known = set(expected)
    following = len(found)  # the path is walked backwards
    for f, e in _path(found, expected, known, like):
        if f is not None:
            following = f
        if f is None and e is not None:
            result.missing.append((e, following))
        elif f is not None and e is None:
            result.extra.append(f)
        elif f is not None and e is not None:
            result.pairs.append((f, e))
            if found[f] != expected[e]:
                result.renamed.append((f, e))
    result.pairs.reverse()
    _match_moved(result, found, expected)
    _match_copied(result, found, known)
    result.extra.sort()
    for part in (result.renamed, result.moved, result.missing):
        part.sort()
    return result


def _path(
    found: Sequence[str], expected: Sequence[str], known: set[str], like: Callable[[int, int], float]
) -> list[tuple[int | None, int | None]]:
    """Return the cheapest path through the grid of both, from its end to its beginning."""
    rows = [[float(e) for e in range(len(expected) + 1)]]
    changes: list[list[float]] = []
    for f, label in enumerate(found):
        above, row, change = rows[-1], [f + 1.0], []
        for e, wanted in enumerate(expected):
            cost = 0.0 if label == wanted else 3.0 if label in known else 1.5 - like(f, e)
            change.append(cost)
            row.append(min(above[e] + cost, above[e + 1] + 1, row[e] + 1))
        rows.append(row)
        changes.append(change)
    path: list[tuple[int | None, int | None]] = []
    f, e = len(found), len(expected)
    while f or e:
        # Of two equally cheap ways, take the one that uses the first of equal labels.
        if f and rows[f][e] == rows[f - 1][e] + 1:
            f -= 1
            path.append((f, None))
        elif f and e and rows[f][e] == rows[f - 1][e - 1] + changes[f - 1][e - 1]:
            f, e = f - 1, e - 1
            path.append((f, e))
        else:
            e -= 1
            path.append((None, e))
    return path


def _match_moved(result: Alignment, found: Sequence[str], expected: Sequence[str]) -> None:
    for f in list(result.extra):
        for e, before in result.missing:
            if found[f] == expected[e]:
                result.extra.remove(f)
                result.missing.remove((e, before))
                result.moved.append((f, e))
                result.pairs.append((f, e))
                break


def _match_copied(result: Alignment, found: Sequence[str], known: set[str]) -> None:
    """Pair a repeated label with a label that is missing in its place: that row has a wrong label."""
    for f in list(result.extra):
        for e, before in result.missing:
            if found[f] in known and before in (f, f + 1):
                result.extra.remove(f)
                result.missing.remove((e, before))
                result.renamed.append((f, e))
                result.pairs.append((f, e))
                break
