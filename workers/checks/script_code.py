"""Finds code that would run in the readers' browsers, and blobs that nobody can read."""

import re
from dataclasses import dataclass

from service.domain.comment import Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

CODE = 1.5
BLOB = 1.0

# A tag with somewhere to load from. Programmers who write about tags mostly write the tag alone.
_TAG = re.compile(
    r"<(?:script|iframe|object|embed|meta)\b[^<>]{0,200}\b(?:src|data|url|http-equiv)\s?="
    r"|<[a-z]+\b[^<>]{0,200}\bon(?:error|load|click|mouseover)\s?=|<!--\s?mfunc",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[jJ](?<!\w[jJ])(?i:avascript:[a-z(])")
# Base64 or hexadecimal digits; lines of a drawing and long laughs are made of few.
_BLOB = re.compile(r"(?<![\w/+.:=&?%-])[A-Za-z0-9+/]{100,}={0,2}(?![\w/+])")
_LEAST_DIFFERENT = 14
# Any run of so many holds a block of half as many that begins at a multiple of it.
_BLOCK = 50
_CODED_BLOCK = re.compile(f"[A-Za-z0-9+/]{{{_BLOCK}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`code` for code that would run, `blob` for a long run of coded bytes; 0 where readers are programmers."""

    code: float = CODE
    blob: float = BLOB


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for code that would run, or else for coded bytes."""
    raw = context.text.raw
    if found := _code(raw):
        return Opinion(points=options.code, reason=f"Code for browsers: “{found[0][:40]}”.", span=found.span())
    found = _blob(raw)
    if found is None:
        return None
    return Opinion(points=options.blob, reason=f"{len(found[0])} coded characters in a row.", span=found.span())


def _code(raw: str) -> re.Match[str] | None:
    tag = _TAG.search(raw) if "=" in raw or "<!--" in raw else None
    address = _ADDRESS.search(raw)
    return min((one for one in (tag, address) if one), key=lambda one: one.start(), default=None)


def _blob(raw: str) -> re.Match[str] | None:
    if not any(_CODED_BLOCK.match(raw, at) for at in range(0, len(raw), _BLOCK)):
        return None
    return next((one for one in _BLOB.finditer(raw) if len(set(one[0])) >= _LEAST_DIFFERENT), None)
