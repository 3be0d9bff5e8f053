"""Traces by OpenTelemetry.

The trace of a comment has the comment's id, and its first span the second half of it: whoever knows the comment can go
on with its trace, in any process and at any time, without a column or a message that carries it. What happens in a span
is told by the log, which names the comment and holds nothing personal.
"""

import re
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import Decision
from opentelemetry.trace import (
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    StatusCode,
    TraceFlags,
    set_span_in_context,
)
from structlog.typing import EventDict, Processor, WrappedLogger

from service.telemetry.ids import CommentIds, Evenly, beginning, first_span

# How long the end of a process may be put off by a collector that does not answer.
PATIENCE_SECONDS = 3.0
_RECEIVED = "comment.received"
_AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Of a log line: what every span and event has anyway, and tracebacks, which stay in the log.
_NOT_TOLD = ("event", "level", "timestamp", "request", "comment", "exc_info")
_TROUBLE = ("warning", "error", "critical")

_Told = tuple[int, EventDict]
_open: ContextVar[Mapping[str, Span]] = ContextVar("open", default={})  # noqa: B039 - never changed
_heard: ContextVar[list[_Told] | None] = ContextVar("heard", default=None)


def to_collector(*, service: str) -> "OpenTelemetry":
    """Traces that go to the collector that the environment names."""
    return OpenTelemetry(BatchSpanProcessor(OTLPSpanExporter()), service=service)


class OpenTelemetry:
    """The tracing of one process. Where the spans go is the processor's business."""

    def __init__(self, processor: SpanProcessor, *, service: str, patience: float = PATIENCE_SECONDS) -> None:
        about = Resource.create({"service.name": service})
        self._provider = TracerProvider(resource=about, id_generator=CommentIds(), shutdown_on_exit=False)
        self._patience = patience
        self._provider.sampler = Evenly(self._provider.sampler)
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("rejoinder")
        self.ears: Sequence[Processor] = (_listen,)

    @contextmanager
    def spans(self, name: str, comments: Collection[str], /) -> Iterator[None]:
        """One span for each comment, in the comment's trace."""
        opened = {one: self._tracer.start_span(name, context=self._trace_of(UUID(one))) for one in set(comments)}
        before = _open.set(opened)
        try:
            yield
        except BaseException as error:
            for span in opened.values():
                span.set_status(StatusCode.ERROR, type(error).__name__)
            raise
        finally:
            _open.reset(before)
            for span in opened.values():
                span.end()

    def around(self, app: Any) -> Any:
        """The application, which tells of every request that did something to a comment; of reading it does not."""

        def traced(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            began, heard, status = time.time_ns(), list[_Told](), list[str]()

            def noting(line: str, *rest: Any) -> Any:
                status[:] = [line]
                return start_response(line, *rest)

            before = _heard.set(heard)
            try:
                answer: Iterable[bytes] = app(environ, noting)
                return answer
            finally:
                _heard.reset(before)
                self._tell(environ, heard, began=began, status=int("".join(status)[:3] or 500))

        return traced

    def close(self) -> None:
        """Send what is still here, unless the collector keeps us waiting."""
        sending = threading.Thread(target=self._provider.shutdown, daemon=True)
        sending.start()
        sending.join(self._patience)

    def _tell(self, environ: dict[str, Any], heard: list[_Told], *, began: int, status: int) -> None:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        told = {"http.request.method": method, "url.path": path, "http.response.status_code": status}
        for comment in dict.fromkeys(event["comment"] for _, event in heard if "comment" in event):
            about = [(at, event) for at, event in heard if event.get("comment") == comment]
            received = any(event["event"] == _RECEIVED for _, event in about)
            span = self._request(f"{method} {_AN_ID.sub('{id}', path)}", UUID(comment), began=began, received=received)
            span.set_attributes(told)
            for at, event in about:
                _add(span, event, at=at)
            span.end()

    def _request(self, name: str, comment: UUID, *, began: int, received: bool) -> Span:
        """The request that brought the comment begins its trace; others go on with it."""
        context = Context() if received else self._trace_of(comment)
        before = beginning.set(comment if received else None)
        try:
            return self._tracer.start_span(name, context=context, kind=SpanKind.SERVER, start_time=began)
        finally:
            beginning.reset(before)

    def _trace_of(self, comment: UUID) -> Context:
        """The sampler is asked anew: what it says hangs on the id alone, so that every process hears the same."""
        decision = self._provider.sampler.should_sample(None, comment.int, "").decision
        sampled = decision is Decision.RECORD_AND_SAMPLE
        flags = TraceFlags(TraceFlags.SAMPLED if sampled else TraceFlags.DEFAULT)
        first = SpanContext(comment.int, first_span(comment), is_remote=True, trace_flags=flags)
        return set_span_in_context(NonRecordingSpan(first), Context())


def _listen(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A line of the log becomes an event of the spans that are open for its comment, or of all that are."""
    heard, opened = _heard.get(), _open.get()
    if heard is not None:
        heard.append((time.time_ns(), dict(event)))
    about = event.get("comment")
    for span in opened.values() if about is None else [opened[about]] if about in opened else ():
        _add(span, event, at=time.time_ns())
    return event


def _add(span: Span, event: EventDict, *, at: int) -> None:
    told = {key: _plain(value) for key, value in event.items() if key not in _NOT_TOLD and value is not None}
    span.add_event(str(event["event"]), told, timestamp=at)
    if event.get("level") in _TROUBLE:
        span.set_status(StatusCode.ERROR, str(event["event"]))


def _plain(value: object) -> str | int | float | list[str]:
    if isinstance(value, bool | int | float):
        return value
    return [str(one) for one in value] if isinstance(value, list | tuple) else str(value)
