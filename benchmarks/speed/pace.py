"""How much is measured: for the docs, or for a first look while developing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Rounds and sizes. `floor_seconds` of the bare route go before each measurement of `seconds`."""

    name: str
    rounds: int
    seconds: int
    floor_seconds: int
    paced: int
    "Comments sent at a steady pace."
    idle: int
    "Comments sent one by one, each when the one before was published."
    burst: int
    "Comments that wait for the workers at once."
    stored: tuple[int, ...]
    "How many comments are stored, one after the other, where growth is measured."
    connections: int = 16


FULL = Pace(
    name="full", rounds=5, seconds=2, floor_seconds=1, paced=3_000, idle=100, burst=2_000,
    stored=(1_000, 10_000, 100_000, 1_000_000),
)  # fmt: skip
QUICK = Pace(
    name="quick", rounds=2, seconds=2, floor_seconds=1, paced=400, idle=20, burst=1_000, stored=(1_000, 10_000)
)
