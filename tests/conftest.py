"""Settings and fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile("nianbao", deadline=None, print_blob=True)
settings.register_profile("long", deadline=None, print_blob=True, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "nianbao"))


def unavailable(what: str) -> NoReturn:
    """Leave a test out for want of something, which CI must have."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"lacking in CI: {what}")
    pytest.skip(f"not installed: {what}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports, which is not part of the repository. A user's machine has none; CI must."""
    if not SHARED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the folder shared/ with real reports must stand beside the checkout in CI")
        pytest.skip("no folder shared/ with real reports beside the checkout")
    return SHARED
