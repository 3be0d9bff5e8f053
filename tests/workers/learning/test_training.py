from dataclasses import replace

from tests.workers.learning.lessons import LESSONS, evidence_on, seen, total
from workers.learning.features import read_words
from workers.learning.model import POINTS
from workers.learning.signs import sign_slot
from workers.learning.snapshot import dumped
from workers.learning.training import Sample, trained

SAMPLES = [Sample(seen(text), spam) for text, spam in LESSONS]


def test_what_was_taught_is_known():
    learner = trained(SAMPLES)
    assert [total(learner, text) > 0 for text, _ in LESSONS] == [spam for _, spam in LESSONS]
    assert learner.version == len(SAMPLES)


def test_the_same_samples_make_the_same_model():
    assert dumped(trained(SAMPLES)) == dumped(trained(SAMPLES))


def test_several_orders_are_averaged():
    one, two, both = (trained(SAMPLES, orders=orders) for orders in ([1], [2], [1, 2]))
    assert one.weights != two.weights
    halves = [(first + second) / 2 for first, second in zip(one.weights, two.weights, strict=True)]
    assert max(abs(half - real) for half, real in zip(halves, both.weights, strict=True)) < 1e-6
    assert max(both.variances) == 1


def test_words_are_learned_too_where_the_checks_have_said_it_all():
    text = "Subscribe to my channel, make money fast, viagra: http://win.example http://cash.example"
    loud = [Sample(seen(text), spam=True), Sample(seen("The ferry was late"), spam=False)]
    assert sum(one.points for one in evidence_on(text)) > POINTS
    assert trained(loud).margin(read_words(["subscribe"]).features) > 0


def test_signs_are_learned_too_where_the_words_have_said_it_all():
    samples = [Sample(seen("cheap watches!"), spam=True), Sample(seen("cheap ferries"), spam=False)]
    assert trained(samples * 20).weights[sign_slot("mark:!")] > 0.05


# On one page half is spam; on the other nothing is, whatever people talk about there.
PAGE = [Sample(seen(text), spam, origin="page") for text, spam in LESSONS] * 4
ISLAND = [Sample(seen(f"To the island with {many} seals"), spam=False, origin="island") for many in range(40)]


def test_words_are_not_praised_for_the_place_where_they_are_said():
    elsewhere = trained(PAGE + ISLAND).margin(read_words(["island"]).features)
    as_if_one_place = trained([replace(one, origin="") for one in PAGE + ISLAND]).margin(
        read_words(["island"]).features
    )
    assert as_if_one_place < 1.1 * elsewhere < 0


def test_where_a_sample_was_from_is_forgotten():
    assert [trained(PAGE + ISLAND).weights[sign_slot(f"origin:{number}")] for number in (0, 1)] == [0, 0]


def test_a_file_of_spam_and_a_file_of_ham_are_no_places():
    by_label = [replace(one, origin=str(one.spam)) for one in SAMPLES]
    assert dumped(trained(by_label)) == dumped(trained(SAMPLES))
