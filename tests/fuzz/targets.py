"""All targets by name."""

from __future__ import annotations

from . import configuring, examining, reading, serving
from .target import Target

TARGETS: dict[str, Target] = {
    **reading.TARGETS,
    **examining.TARGETS,
    **configuring.TARGETS,
    **serving.TARGETS,
}
