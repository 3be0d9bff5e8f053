"""What is fed: a function that takes any bytes, and some bytes to begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from time import thread_time

# Of a core, for at most 4 KiB; what is not linear takes far longer, and finding coverage makes all of it slower.
SLOWEST_SECONDS = 0.5
LONGEST_BYTES = 4096


class TooSlow(AssertionError):
    """An input took longer than anything of its size should."""


@dataclass(frozen=True, slots=True)
class Target:
    """`feed` raises nothing but for a defect: errors that its code documents are caught inside."""

    feed: Callable[[bytes], None]
    seeds: tuple[bytes, ...]

    def try_one(self, raw: bytes) -> None:
        """Feed one input, in time."""
        began = thread_time()
        self.feed(raw)
        if (took := thread_time() - began) > SLOWEST_SECONDS:
            raise TooSlow(f"{took:.2f} s for {len(raw)} bytes")


def text_of(raw: bytes) -> str:
    """Any text, with halves of surrogate pairs, as JSON can bring them."""
    return raw.decode("utf-8", "surrogatepass") if _is_wide(raw) else raw.decode("utf-8", "replace")


def _is_wide(raw: bytes) -> bool:
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
