"""Parts that a test needs and a machine may lack: skipped with a reason here, a failure where CI=true."""

import os

import pytest


def need(found, *, what, install):
    """Go on if `found`; else skip, or fail in CI, where everything must be there."""
    if found:
        return found
    reason = f"{what} is not installed here: {install}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
