"""A learner as bytes: one line of JSON that says what follows, then the slots it has touched, compressed."""

import json
import math
import sys
import zlib
from array import array
from typing import Any

from workers.learning.features import BITS
from workers.learning.learner import Learner

# Goes up when features or bytes change: weights mean nothing to other features.
FORMAT = 2
_NAME = "spam model"
_LARGEST_HEADER = 1_000
# A gap, a weight and a variance.
_BYTES_OF_SLOT = 12


class BadSnapshotError(Exception):
    """The bytes are no model that this version can read; the message says why and what to do."""


def dumped(learner: Learner) -> bytes:
    """The learner as bytes, the same for the same learner."""
    slots = [at for at, spread in enumerate(learner.variances) if spread != 1.0 or learner.weights[at]]
    gaps = array("I", (at - before for before, at in zip([0, *slots], slots, strict=False)))
    weights = array("f", (learner.weights[at] for at in slots))
    variances = array("f", (learner.variances[at] for at in slots))
    body = zlib.compress(_turned(gaps.tobytes() + weights.tobytes() + variances.tobytes()), 6)
    header = {"what": _NAME, "format": FORMAT, "bits": BITS, "version": learner.version, "slots": len(slots)}
    return json.dumps(header | {"crc": zlib.crc32(body)}).encode() + b"\n" + body


def loaded(dump: bytes) -> Learner:
    """The learner that `dumped` wrote, to the bit. Raises `BadSnapshotError`."""
    head, _, body = dump.partition(b"\n")
    header = _header(head)
    if header.get("crc") != zlib.crc32(body):
        raise BadSnapshotError("the model is damaged: copy or train it again")
    slots, version = header.get("slots"), header.get("version")
    if type(slots) is not int or type(version) is not int or not 0 <= slots <= 1 << BITS:
        raise BadSnapshotError("the model is damaged: its first line makes no sense")
    return _filled(_turned(_inflated(body, _BYTES_OF_SLOT * slots)), slots=slots, version=version)


def _header(head: bytes) -> dict[str, Any]:
    try:
        header = json.loads(head[:_LARGEST_HEADER])
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict) or header.get("what") != _NAME:
        raise BadSnapshotError("this is no model: `rejoinder train` writes one")
    if (header.get("format"), header.get("bits")) != (FORMAT, BITS):
        raise BadSnapshotError("the model was written by another version of Rejoinder: train it again")
    return header


def _inflated(body: bytes, size: int) -> bytes:
    """The body, never more than announced: a small file must not fill the memory."""
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(body, size + 1)
    except zlib.error as error:
        raise BadSnapshotError(f"the model is damaged: {error}") from error
    if len(raw) != size:
        raise BadSnapshotError("the model is damaged: it is longer or shorter than it says")
    return raw


def _filled(raw: bytes, *, slots: int, version: int) -> Learner:
    gaps, numbers = array("I", raw[: 4 * slots]), array("f", raw[4 * slots :])
    if sum(gaps) >= 1 << BITS or not all(map(math.isfinite, numbers)):
        raise BadSnapshotError("the model is damaged: it holds impossible numbers")
    learner = Learner()
    learner.version = version
    at = 0
    for gap, weight, variance in zip(gaps, numbers[:slots], numbers[slots:], strict=True):
        at += gap
        learner.weights[at], learner.variances[at] = weight, variance
    return learner


def _turned(raw: bytes) -> bytes:
    """Numbers of four bytes, turned round where the machine counts the other way; doing it again turns them back."""
    if sys.byteorder == "little":
        return raw
    numbers = array("I", raw)
    numbers.byteswap()
    return numbers.tobytes()
