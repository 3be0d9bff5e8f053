"""Waiting on a condition, never on a duration."""

import time


def until(condition, *, what, seconds=10.0):
    """The first true value of `condition()`; fails loudly after the deadline."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:g} s in vain for {what}")
        time.sleep(0.02)
