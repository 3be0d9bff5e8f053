"""Play a row: comments come, something goes wrong, and in the end all is as it should be."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy.exc import OperationalError

from tests.faults import oracle
from tests.faults.readers import post_all, remarks

# Below this many seconds everything must be final, counted from the end of the fault or the last 202.
FINAL_WITHIN_SECONDS = 60
# So long it is waited for, to say how much later it was.
PATIENCE_SECONDS = 300
# While a fault waits to be met, one more comment comes so often.
_MORE_EVERY_SECONDS = 0.3


@dataclass
class Played:
    """What became of a row's comments: their ids by remark, and when the last was acknowledged."""

    acknowledged: dict = field(default_factory=dict)
    ended: float = 0.0


def play(stack, row, scale):
    """Let a third of the comments come, then the fault and the rest; return once the fault is over."""
    played, third = Played(), scale.comments // 3
    _post(stack, row, played, range(third))
    with ThreadPoolExecutor(1) as readers:
        with row.fault(stack, scale) as over:
            posting = readers.submit(_post, stack, row, played, range(third, scale.comments), row.lasts(scale))
            more = count(scale.comments)
            while not _soon(over):
                if posting.done():
                    posting.result()
                    posting = readers.submit(_post, stack, row, played, [next(more)])
        posting.result()
    played.ended = time.monotonic()
    row.afterwards(stack, row)
    return played


def settle(stack, row, played, *, patience=PATIENCE_SECONDS):
    """Wait until all of the row's comments are final, or for so many seconds: the tally."""
    deadline = played.ended + patience
    while not _is_final(stack, row) and time.monotonic() < deadline:
        time.sleep(0.05)
    return oracle.tally(stack, row, played.acknowledged, seconds=time.monotonic() - played.ended)


def _post(stack, row, played, numbers, within=0.0):
    played.acknowledged |= post_all(stack, remarks(row, numbers, stack), within=within)


def _soon(over):
    deadline = time.monotonic() + _MORE_EVERY_SECONDS
    while not over():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _is_final(stack, row):
    try:
        return not oracle.unfinished(stack, row)
    except OperationalError:  # PostgreSQL may be away
        return False
