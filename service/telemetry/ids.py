"""Ids of traces and spans that are made of comments' ids, and sampling by what is random in them."""

from contextvars import ContextVar
from typing import Any
from uuid import UUID

from opentelemetry.context import Context
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import Sampler, SamplingResult

_RANDOM_BITS = 32
_HALF = (1 << 2 * _RANDOM_BITS) - 1

# The comment whose trace begins with the span that is made now.
beginning: ContextVar[UUID | None] = ContextVar("beginning", default=None)


def first_span(comment: UUID) -> int:
    """The id of the span with which the trace of a comment begins: the second half of the comment's id."""
    return comment.int & _HALF


class CommentIds(RandomIdGenerator):
    """Ids by chance, but for the span with which the trace of a comment begins."""

    def generate_trace_id(self) -> int:
        """The comment's id."""
        comment = beginning.get()
        return comment.int if comment else super().generate_trace_id()

    def generate_span_id(self) -> int:
        """The second half of the comment's id."""
        comment = beginning.get()
        return first_span(comment) if comment else super().generate_span_id()


class Evenly(Sampler):
    """Lets the sampler that the environment names choose by bits that are random.

    A ratio looks at the first bits of the second half of an id. In our ids a counter stands there; the end is random.
    """

    def __init__(self, chosen: Sampler) -> None:
        self._chosen = chosen

    def should_sample(
        self, parent_context: Context | None, trace_id: int, name: str, *args: Any, **kwargs: Any
    ) -> SamplingResult:
        """What the chosen one says when the end comes first."""
        half = trace_id & _HALF
        turned = (half << _RANDOM_BITS | half >> _RANDOM_BITS) & _HALF
        return self._chosen.should_sample(parent_context, trace_id & ~_HALF | turned, name, *args, **kwargs)

    def get_description(self) -> str:
        """For those who debug traces."""
        return f"Evenly{{{self._chosen.get_description()}}}"
