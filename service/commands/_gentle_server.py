"""A web server that ends gently: first it says that it will, and serves on until nobody sends requests any more."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from granian import Granian

from service.supervise import counts

_SIGN = "REJOINDER_ENDING_FILE"


class GentleServer(Granian):  # type: ignore[misc, valid-type, unused-ignore]  # it is a choice of two classes
    """Granian that makes the file `sign` at SIGTERM, and ends `drain` seconds later; at a second signal at once."""

    def __init__(self, target: str, *, drain: float, sign: Path, **options: Any) -> None:
        super().__init__(target, **options)
        self._drain = drain
        self._sign = sign

    def signal_handler_interrupt(self, number: int, frame: FrameType | None) -> None:
        """Begin to end; Ctrl-C means now."""
        end = super().signal_handler_interrupt
        if number != signal.SIGTERM or not self._drain or self._sign.exists():
            end(number, frame)
            return
        with suppress(OSError):  # no room for it: then nobody is told, and requests are served all the same
            self._sign.touch()
        later = threading.Timer(self._drain, end)
        later.daemon = True
        later.start()


@contextmanager
def sign_of_the_end() -> Iterator[Path]:
    """Where the sign will lie, named in the environment for the server's processes."""
    with TemporaryDirectory(prefix="rejoinder-web-", dir=counts.parent()) as directory:
        sign = Path(directory) / "ending"
        os.environ[_SIGN] = str(sign)
        yield sign
