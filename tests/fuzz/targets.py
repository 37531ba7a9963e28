"""All targets by name."""

from __future__ import annotations

from tests.fuzz import configuring, examining, reading, serving
from tests.fuzz.target import Target

TARGETS: dict[str, Target] = {
    **reading.TARGETS,
    **examining.TARGETS,
    **configuring.TARGETS,
    **serving.TARGETS,
}
