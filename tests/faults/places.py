"""Where a process can be killed in the life of a comment, and how a test asks for it.

A test arms a place with the name of a victim; whoever comes there first kills the victim. Both meet in a directory, as
they are different processes.
"""

from enum import StrEnum
from pathlib import Path

from service.supervise import groups


class Place(StrEnum):
    """A place, named `who.where`: the process that comes there, and where that is."""

    ACCEPTING = "web.before-commit"
    ACCEPTED = "web.after-commit"
    HINTED = "web.after-hint"
    CLAIMED = "judge.after-claim"
    JUDGING = "judge.before-commit"
    JUDGED = "judge.after-commit"
    HINTED_ON = "judge.after-hint"
    LEASED = "deliver.after-claim"
    PUBLISHING = "host.mid-publish"
    PUBLISHED = "deliver.before-commit"
    SETTLED = "deliver.after-commit"
    SWEPT = "sweep.after-hint"


class Places:
    """The places of one home."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._armed = home / "faults"
        self._armed.mkdir(exist_ok=True)

    def arm(self, place: Place, *, victim: str) -> None:
        """Whoever comes to the place first kills the victim."""
        fresh = self._armed / f"{place}.new"
        fresh.write_text(victim)
        fresh.rename(self._armed / place)

    def was_reached(self, place: Place) -> bool:
        """Whether somebody has come to the armed place."""
        return not (self._armed / place).exists()

    def reach(self, place: Place) -> None:
        """Kill the victim if the place is armed. When it is we ourselves, this does not return."""
        reached = self._armed / f"{place}.reached"
        try:
            (self._armed / place).rename(reached)
        except FileNotFoundError:
            return
        self.kill(reached.read_text())

    def kill(self, victim: str) -> None:
        """End a role with all of its processes, at once."""
        groups.kill(int((self._home / "run" / f"{victim}.pid").read_text()))
