"""Traces: what happened to a comment and when, through all processes. Off unless the environment says who collects."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from structlog.typing import Processor

from service.settings.model import SettingsError

# OpenTelemetry's own variables; it reads them and its others by itself.
_COLLECTORS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_NOT_INSTALLED = "{name} is set, but OpenTelemetry is not installed: `pip install 'rejoinder[otel]'`, or unset it"


class Spans(Protocol):
    """Says that something is being done to these comments: `with spans("judge", [id, id]):`."""

    def __call__(self, name: str, comments: Collection[str], /) -> AbstractContextManager[None]:
        """A block that takes as long as it is done."""
        ...


def no_spans(_name: str, _comments: Collection[str], /) -> AbstractContextManager[None]:
    """Nobody wants to know."""
    return nullcontext()


class Tracing(Protocol):
    """What a process does about traces: spans for its work, ears for its log, a coat for its web application."""

    @property
    def spans(self) -> Spans:
        """For what it does to comments."""
        ...

    @property
    def ears(self) -> Sequence[Processor]:
        """For `logs.set_up`."""
        ...

    def around(self, app: Any) -> Any:
        """The WSGI application, traced."""
        ...

    def close(self) -> None:
        """Send what is still here."""
        ...


class NoTracing:
    """Nothing is traced."""

    spans: Spans = staticmethod(no_spans)
    ears: Sequence[Processor] = ()

    def around(self, app: Any) -> Any:
        """The application as it is."""
        return app

    def close(self) -> None:
        """There is nothing to send."""


def tracing(environ: Mapping[str, str], *, role: str) -> Tracing:
    """The tracing of this process. Raises `SettingsError` where it is wanted but not installed."""
    wanted = [name for name in _COLLECTORS if environ.get(name)]
    if not wanted:
        return NoTracing()
    try:
        from service import telemetry  # noqa: PLC0415 - neither needed nor installed where nobody traces
    except ImportError as error:
        raise SettingsError([_NOT_INSTALLED.format(name=wanted[0])]) from error
    return telemetry.to_collector(service=environ.get("OTEL_SERVICE_NAME") or f"rejoinder-{role}")
