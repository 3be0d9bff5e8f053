from tests.workers.learning.lessons import LESSONS, seen, total
from workers.learning.snapshot import dumped
from workers.learning.training import Sample, trained

SAMPLES = [Sample(seen(text), spam) for text, spam in LESSONS]


def test_what_was_taught_is_known():
    learner = trained(SAMPLES)
    assert [total(learner, text) > 0 for text, _ in LESSONS] == [spam for _, spam in LESSONS]
    assert learner.version == len(SAMPLES)


def test_the_same_samples_make_the_same_model():
    assert dumped(trained(SAMPLES)) == dumped(trained(SAMPLES))


def test_many_orders_are_averaged():
    one, two, both = (trained(SAMPLES, orders=orders) for orders in ([1], [2], [1, 2]))
    assert one.weights != two.weights
    halves = [(first + second) / 2 for first, second in zip(one.weights, two.weights, strict=True)]
    assert max(abs(half - real) for half, real in zip(halves, both.weights, strict=True)) < 1e-6
    assert max(both.variances) == 1
