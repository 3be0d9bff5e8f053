"""Logs are events with keys, one line each on stdout. Never a body, a name, an email or an address."""

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_EVENT_COLUMN = 20

# Without the local variables, which hold whatever was being worked on: emails, bodies, tokens, passwords.
_TRACEBACKS = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))


def set_up(log_format: str, *, stream: TextIO | None = None, ears: Sequence[Processor] = ()) -> None:
    """Send our events, and warnings of the libraries, to stdout: `json` for machines, `console` for people.

    `ears` hear our events, and change nothing.
    """
    stream = stream or sys.stdout
    shared = _shared(clock_only=log_format == "console")
    rendering = _for_people(colors=stream.isatty()) if log_format == "console" else _for_machines()
    forgiving = cast("TextIO", _Forgiving(stream))
    _for_libraries(shared, rendering, stream=forgiving)
    # Straight to the stream: through the standard library's loggers a line takes longer, and requests wait.
    structlog.configure(
        processors=[*shared, *ears, *rendering],
        logger_factory=structlog.WriteLoggerFactory(forgiving),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )


class _Forgiving:
    """A stream on which nothing fails: where logs go to a file, its disk may be full, and that is no reason to end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def _for_libraries(shared: list[Processor], rendering: list[Processor], *, stream: TextIO) -> None:
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _shared(*, clock_only: bool) -> list[Processor]:
    timestamps = structlog.processors.TimeStamper(fmt="%H:%M:%S" if clock_only else "iso", utc=not clock_only)
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        timestamps,
        structlog.processors.StackInfoRenderer(),
    ]


def _for_machines() -> list[Processor]:
    return [_TRACEBACKS, structlog.processors.JSONRenderer(sort_keys=True)]


def _for_people(*, colors: bool) -> list[Processor]:
    return [_in_one_line, structlog.dev.ConsoleRenderer(colors=colors, pad_event_to=_EVENT_COLUMN)]


def _in_one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """An exception becomes its last line and its place; the whole traceback is in the `json` format."""
    error, trace = _exception(event.pop("exc_info", None))
    if error is not None:
        event["error"] = f"{type(error).__name__}: {error}".rstrip(": ").partition("\n")[0]
    if frames := extract_tb(trace):
        event["where"] = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    lines = str(event["event"]).strip().splitlines()
    if len(lines) > 1:  # RQ writes tracebacks into its messages
        event["event"] = f"{lines[0]} … {lines[-1]}"
    return event


def _exception(info: object) -> tuple[BaseException | None, TracebackType | None]:
    if isinstance(info, tuple):
        info = info[1]
    elif info and not isinstance(info, BaseException):
        info = sys.exc_info()[1]
    return (info, info.__traceback__) if isinstance(info, BaseException) else (None, None)
