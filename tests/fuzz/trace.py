"""One target under atheris, in a process of its own: `python -m tests.fuzz.trace TARGET SECONDS FOLDER`.

What a target raises is written to FOLDER/<fault>-<hash> with the traceback beside it, once for each place it
comes from, and the search goes on.
"""

from __future__ import annotations

import hashlib
import logging
import random
import sys
import traceback
from pathlib import Path

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["nianbao"]):
    from tests.fuzz.targets import TARGETS

from tests.fuzz.target import attempt, kept

OWN_MUTATIONS = 0.7  # share of the inputs that are changed in their structure; atheris changes the others


def place_of(error: BaseException) -> str:
    """Where in the code an exception comes from: its type, and the innermost lines."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return f"{type(error).__name__} " + " ".join(
        f"{Path(frame.filename).stem}:{frame.lineno}" for frame in frames
    )


def main() -> None:
    name, seconds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    logging.disable(logging.CRITICAL)
    target, seen = TARGETS[name], set[str]()
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in (*target.seeds(), *(path.read_bytes() for path in kept(name))):
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)

    def run(data: bytes) -> None:
        try:
            attempt(target, data)
        except BaseException as error:  # whatever it is, it is a fault
            if isinstance(error, KeyboardInterrupt):
                raise
            place = place_of(error)
            if place not in seen:
                seen.add(place)
                path = folder / f"{type(error).__name__}-{hashlib.sha256(data).hexdigest()[:12]}"
                path.write_bytes(data)
                path.with_suffix(".txt").write_text(
                    "".join(traceback.format_exception(error)), "utf-8", "replace"
                )

    def change(data: bytes, most: int, seed: int) -> bytes:
        rng = random.Random(seed)
        if rng.random() < OWN_MUTATIONS:
            changed = target.mutate(data, rng)
            if len(changed) <= most:
                return changed
        mutated: bytes = atheris.Mutate(data, most)
        return mutated

    options = [
        f"-max_total_time={seconds}",
        f"-max_len={target.most}",
        "-timeout=120",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
        f"-artifact_prefix={folder}/",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], run, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
