"""What is going on, for whoever waits."""

from collections.abc import Callable

Told = Callable[[str], None]
