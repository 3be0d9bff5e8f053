"""The normal form of a text, made once and read by every check."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalText:
    """A text as a reader would hear it, beside the text as it was sent."""

    raw: str
    normal: str


def normalise(raw: str) -> NormalText:
    """The normal form of `raw`."""
    return NormalText(raw=raw, normal=raw.casefold())
