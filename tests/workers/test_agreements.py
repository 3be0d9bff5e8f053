from service.usecases import deliver
from tests.scenes import a_held_comment
from workers.agreements import ROWS_AT_ONCE, TOLD_AT_ONCE, TOLD_SECONDS, Again, Agreements

OPS = "127.0.0.1:9"


class Watch:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


def waiting(services, many):
    for number in range(many):
        a_held_comment(services, body=f"{number}")
    return deliver.due(services, OPS)


def left(services):
    return len(deliver.due(services, OPS))


def test_a_few_that_somebody_heard_of_are_recorded_together(services):
    due = waiting(services, TOLD_AT_ONCE + 1)
    agreements = Agreements(services, monotonic=Watch())

    seen = []
    for one in due:
        agreements.note([one], again=Again.HEARD)
        seen.append(left(services))

    assert seen == [TOLD_AT_ONCE + 1] * (TOLD_AT_ONCE - 1) + [1, 1]
    agreements.record()
    assert left(services) == 0


def test_where_somebody_takes_his_time_each_is_recorded_when_it_comes(services):
    watch = Watch()
    agreements = Agreements(services, monotonic=watch)

    for number, one in enumerate(waiting(services, 3), start=1):
        watch.seconds += TOLD_SECONDS
        agreements.note([one], again=Again.HEARD)
        assert left(services) == 3 - number


def test_what_nobody_notices_may_wait_for_the_end(services):
    watch = Watch()
    agreements = Agreements(services, monotonic=watch)

    for one in waiting(services, TOLD_AT_ONCE):
        watch.seconds += TOLD_SECONDS
        agreements.note([one], again=Again.UNSEEN)

    assert left(services) == TOLD_AT_ONCE
    agreements.record()
    assert left(services) == 0


def test_too_many_rows_are_not_recorded_in_one_turn(services):
    due = waiting(services, ROWS_AT_ONCE)
    agreements = Agreements(services, monotonic=Watch())

    agreements.note(due[:-1], again=Again.UNSEEN)
    assert left(services) == ROWS_AT_ONCE
    agreements.note(due[-1:], again=Again.UNSEEN)
    assert left(services) == 0
