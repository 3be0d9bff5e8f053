"""The checks: one file each, found by scanning this package and the entry points `rejoinder.checks`.

A check module has two names: `Options`, a frozen dataclass with defaults, and `check`. With `ENABLED = False` beside
them it runs only where a policy switches it on; with `OF_THE_WHOLE = True` it is asked of no part of a long text.
"""

from typing import Any, Protocol

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion


class Check(Protocol):
    """An opinion on one submission, or none. It never decides, stores, logs, waits or looks at the clock."""

    def __call__(self, submission: Submission, context: Context, options: Any, /) -> Opinion | None:
        """The opinion, or none when there is nothing to say. `options` is the module's `Options`."""
        ...
