import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.question import AGAIN_AFTER
from service.storage import claims, questions
from tests.waiting import until
from tests.workers.judges.building import an_inquiry
from tests.workers.judges.scripted import HAM, SPAM, ScriptedJudge, StuckJudge
from workers.bench import ANSWER_SECONDS, AT_ONCE, BATCH_SECONDS, REST_SECONDS, Bench, Put
from workers.judges import Judge, Learner

UNREACHABLE = DeliveryFailed("Nobody there.", failure=Failure.UNREACHABLE)


class Seconds:
    """A monotonic clock that one sets."""

    now = 100.0

    def __call__(self):
        return self.now


def put(name, site="blog"):
    return Put(site=site, judge=name, inquiry=an_inquiry())


def bench_of(**judges):
    return Bench({"blog": judges}, monotonic=Seconds())


def test_each_is_asked_and_the_replies_are_in_order():
    bench = bench_of(a=ScriptedJudge(HAM), b=ScriptedJudge(SPAM))

    assert bench.hear([put("b"), put("a"), put("b")]) == [SPAM, HAM, SPAM]
    assert set(bench.of("blog")) == {"a", "b"}
    assert bench.of("elsewhere") == {}


def test_a_whole_batch_is_asked_side_by_side():
    together = threading.Barrier(20, timeout=30)

    def meet(_):
        together.wait()
        return HAM

    assert bench_of(a=ScriptedJudge(meet)).hear([put("a")] * 20) == [HAM] * 20


def test_a_judge_that_breaks_has_failed_and_the_others_are_heard():
    broken, ham = bench_of(a=ScriptedJudge(ZeroDivisionError()), b=ScriptedJudge()).hear([put("a"), put("b")])

    assert isinstance(broken, DeliveryFailed)
    assert "ZeroDivisionError" in broken.message
    assert ham is HAM


@contextmanager
def a_stuck_judge():
    judge = StuckJudge()
    try:
        yield judge
    finally:
        judge.released.set()


def test_a_judge_that_hangs_does_not_keep_the_batch():
    with a_stuck_judge() as stuck:
        bench = bench_of(a=stuck, b=ScriptedJudge())
        bench.batch_seconds = 0.2

        late, ham = bench.hear([put("a"), put("b")])

    assert (late.failure, ham) == (Failure.UNREACHABLE, HAM)


def test_who_could_not_be_asked_in_time_is_no_reason_to_rest():
    with a_stuck_judge() as stuck:
        bench = bench_of(a=stuck, b=ScriptedJudge())
        bench.batch_seconds = 0.2

        *_, waited = bench.hear([put("a")] * AT_ONCE + [put("b")])
        stuck.released.set()

        assert "no time to ask it" in waited.message
        assert until(lambda: bench.hear([put("b")]) == [HAM], what="a free thread")


def test_a_judge_that_did_not_answer_rests_and_is_asked_again_afterwards():
    away, near = ScriptedJudge(UNREACHABLE), ScriptedJudge()
    bench = bench_of(a=away, b=near)
    bench.hear([put("a")])
    away.reply = HAM

    rested, ham = bench.hear([put("a"), put("b")])
    assert ("was not asked" in rested.message, ham, len(away.asked)) == (True, HAM, 1)

    bench.monotonic.now += REST_SECONDS
    assert bench.hear([put("a")]) == [HAM]


def test_a_refusal_is_no_reason_to_rest():
    judge = ScriptedJudge(DeliveryFailed("No.", failure=Failure.REFUSED))
    bench = bench_of(a=judge)

    bench.hear([put("a")])
    bench.hear([put("a")])

    assert len(judge.asked) == 2


def test_a_batch_ends_well_within_the_leases():
    assert ANSWER_SECONDS < BATCH_SECONDS
    for lease in (claims.LEASE, questions.LEASE):
        assert lease.total_seconds() > 2 * BATCH_SECONDS


def test_the_documented_times_are_those():
    told = " ".join((Path(__file__).parents[2] / "docs/judges.md").read_text(encoding="utf-8").split())

    assert f"takes longer than {ANSWER_SECONDS:g} seconds is none" in told
    assert f"left alone for {REST_SECONDS:g} seconds" in told
    assert [one.total_seconds() / 60 for one in AGAIN_AFTER] == [1, 5, 30, 120]
    assert "asked again after 1, 5 and 30 minutes and 2 hours" in told


@pytest.mark.parametrize("kind", [Judge, Learner])
def test_the_judge_of_these_tests_is_one(kind):
    assert isinstance(ScriptedJudge(), kind)
