import json
import zlib
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workers.learning.lessons import LESSONS, taught
from workers.learning.learner import Learner
from workers.learning.snapshot import BadSnapshotError, dumped, loaded

DUMP = dumped(taught())


def same(one, other):
    return (one.weights, one.variances, one.version) == (other.weights, other.variances, other.version)


def changed(**header):
    head, _, body = DUMP.partition(b"\n")
    return json.dumps(json.loads(head) | header).encode() + b"\n" + body


def with_body(raw, **header):
    body = zlib.compress(raw)
    return changed(crc=zlib.crc32(body), **header).partition(b"\n")[0] + b"\n" + body


def test_a_learner_comes_back_to_the_bit():
    learner = taught()
    assert same(loaded(dumped(learner)), learner)
    assert dumped(loaded(DUMP)) == DUMP
    assert same(loaded(dumped(Learner())), Learner())


def test_what_goes_on_learning_from_a_snapshot_ends_where_the_other_ends():
    lessons = list(enumerate(LESSONS, 1))
    rebuilt = taught(lessons[4:], learner=loaded(dumped(taught(lessons[:4]))))
    assert same(rebuilt, taught(lessons))


def test_an_undone_decision_leaves_no_trace():
    lessons = list(enumerate(LESSONS, 1))
    snapshot = dumped(taught(lessons[:3]))
    without = [one for one in lessons if one[0] != 5]
    rebuilt = taught([one for one in without if one[0] > 3], learner=loaded(snapshot))
    assert dumped(rebuilt) == dumped(taught(without)) != dumped(taught(lessons))


@pytest.mark.parametrize(
    ("dump", "said"),
    [
        (b"", "no model"),
        (b"{}\n", "no model"),
        (b"[" * 10_000, "no model"),
        (b"\xff\xfe\n", "no model"),
        (changed(format=99), "another version"),
        (changed(bits=3), "another version"),
        (DUMP[:-1], "damaged"),
        (DUMP[:-9] + b"\0" + DUMP[-8:], "damaged"),
        (changed(slots=-1), "damaged"),
        (changed(slots=True), "damaged"),
        (changed(slots=1), "longer or shorter"),
        (changed(version="1"), "damaged"),
        (with_body(bytes(10_000_000), slots=1), "longer or shorter"),
        (with_body(array("I", [1 << 20, 0, 0]).tobytes(), slots=1), "impossible numbers"),
        (with_body(array("I", [1, 0x7FC00000, 0]).tobytes(), slots=1), "impossible numbers"),
    ],
)
def test_what_is_no_model_is_refused(dump, said):
    with pytest.raises(BadSnapshotError, match=said):
        loaded(dump)


@given(st.binary(max_size=200))
def test_garbage_is_refused(garbage):
    with pytest.raises(BadSnapshotError):
        loaded(garbage)
