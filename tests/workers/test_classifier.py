from dataclasses import replace

import pytest
from sqlalchemy import select, update

from service.domain.comment import Decision
from service.storage import schema
from service.usecases import models
from service.usecases.decide import decide
from tests.builders import a_site
from tests.service.both_databases import database_url
from tests.workers.builders import a_classifier
from tests.workers.models import bits, decided, marked, plain_model, read_all
from workers.classifier import Progress
from workers.learning.learner import Learner
from workers.learning.snapshot import dumped

__all__ = ["database_url"]

TEXTS = [f"Buy watches number {number} at the seller" for number in range(12)]


def snapshots(services):
    with services.database.read() as tx:
        return list(tx.execute(select(schema.snapshots.c.version).order_by(schema.snapshots.c.version)).scalars())


def spam(*texts):
    return [(text, "spam") for text in texts]


@pytest.fixture
def prior():
    """A model that knows something already."""
    return lambda: plain_model([("Cheap loans for everybody", "spam"), ("A walk along the harbour", "ham")], version=0)


@pytest.fixture
def two_sites(services):
    sites = {"blog": a_site(), "news": a_site(name="news")}
    return replace(services, settings=replace(services.settings, sites=sites))


def test_a_site_that_was_never_taught_uses_the_prior_itself(two_sites, prior):
    classifier = a_classifier(two_sites, prior=prior)
    read_all(classifier)

    blog, news = classifier.model_of("blog"), classifier.model_of("news")
    assert blog.learner is news.learner
    assert (blog.version, dumped(blog.learner)) == (0, dumped(prior()))


def test_a_decision_is_learned_on_top_of_the_prior_which_stays_as_it_is(services, prior):
    classifier = a_classifier(services, prior=prior)
    marked(services, TEXTS[0])
    read_all(classifier)

    assert classifier.model_of("blog").version == 1
    assert bits(classifier) == dumped(plain_model(spam(TEXTS[0]), version=1, prior=prior))
    assert bits(classifier, "news") == dumped(prior())


def test_reading_again_changes_nothing(services):
    classifier = a_classifier(services)
    marked(services, *TEXTS[:3])
    read_all(classifier)
    learner = classifier.model_of("blog").learner

    assert classifier.catch_up() is Progress.DONE
    assert classifier.model_of("blog").learner is learner


def test_what_was_undone_was_never_learned(services):
    classifier = a_classifier(services)
    _, undone, _ = marked(services, *TEXTS[:3])
    read_all(classifier)
    decide(services, undone, Decision.UNDO, actor="Mona")
    read_all(classifier)

    assert bits(classifier) == dumped(plain_model(spam(TEXTS[0], TEXTS[2]), version=4))


def test_verdicts_use_the_old_version_until_the_new_one_is_whole(services):
    classifier = a_classifier(services)
    marked(services, *TEXTS[:3])
    read_all(classifier)
    marked(services, *TEXTS[3:6])
    before = bits(classifier)

    for _ in range(2):  # without time one lesson is learned at a time
        assert classifier.catch_up(seconds=0) is Progress.MORE
        assert (classifier.model_of("blog").version, bits(classifier)) == (3, before)
    read_all(classifier)

    assert bits(classifier) == dumped(plain_model(spam(*TEXTS[:6]), version=6))


def test_what_is_decided_during_a_rebuild_comes_after_it(services):
    classifier = a_classifier(services)
    marked(services, *TEXTS[:3])
    classifier.catch_up(seconds=0)
    last = marked(services, *TEXTS[3:5])[-1]
    classifier.catch_up(seconds=0)
    decide(services, last, Decision.UNDO, actor="Mona")
    read_all(classifier)

    assert bits(classifier) == dumped(plain_model(spam(*TEXTS[:4]), version=6))


def test_one_site_that_learns_for_long_keeps_no_other_from_it(two_sites):
    classifier = a_classifier(two_sites)
    marked(two_sites, *TEXTS)
    decided(two_sites, TEXTS[0], Decision.SPAM, site="news")

    assert classifier.catch_up(seconds=0) is Progress.MORE
    assert (classifier.model_of("blog").version, classifier.model_of("news").version) == (0, 1)


class TestSnapshots:
    def test_a_new_worker_goes_on_from_the_newest(self, services):
        marked(services, *TEXTS[:7])
        read_all(a_classifier(services, snapshot_every=3))
        assert snapshots(services) == [3, 6]
        texts_before_are_not_read(services, number=6)

        fresh = a_classifier(services, snapshot_every=3)
        read_all(fresh)
        assert bits(fresh) == dumped(plain_model(spam(*TEXTS[:7]), version=7))

    def test_one_that_holds_what_was_undone_is_passed_over(self, services):
        comments = marked(services, *TEXTS[:7])
        read_all(a_classifier(services, snapshot_every=3))
        decide(services, comments[4], Decision.UNDO, actor="Mona")
        texts_before_are_not_read(services, number=3)

        fresh = a_classifier(services, snapshot_every=3)
        read_all(fresh)
        assert bits(fresh) == dumped(plain_model(spam(*TEXTS[:4], *TEXTS[5:7]), version=8))

    def test_one_that_cannot_be_read_is_given_up(self, services):
        marked(services, *TEXTS[:7])
        read_all(a_classifier(services, snapshot_every=3))
        with services.database.begin() as tx:
            tx.execute(update(schema.snapshots).where(schema.snapshots.c.version == 6).values(body=b"{}\nnonsense"))

        fresh = a_classifier(services, snapshot_every=10)
        read_all(fresh)
        assert bits(fresh) == dumped(plain_model(spam(*TEXTS[:7]), version=7))
        assert snapshots(services) == [3]

    def test_one_over_another_prior_is_of_no_use(self, services, prior):
        marked(services, *TEXTS[:7])
        read_all(a_classifier(services, snapshot_every=3))

        other = a_classifier(services, prior=prior, snapshot_every=3)
        read_all(other)
        assert bits(other) == dumped(plain_model(spam(*TEXTS[:7]), version=7, prior=prior))

    def test_only_the_newest_few_are_kept(self, services):
        marked(services, *TEXTS)
        read_all(a_classifier(services, snapshot_every=2))

        assert snapshots(services) == [6, 8, 10, 12]

    def test_a_worker_that_is_killed_during_a_rebuild_leaves_what_the_next_one_goes_on_from(self, services):
        marked(services, *TEXTS)
        killed = a_classifier(services, snapshot_every=4)
        for _ in range(9):
            assert killed.catch_up(seconds=0) is Progress.MORE
        assert snapshots(services) == [4, 8]

        successor = a_classifier(services, snapshot_every=4)
        successor.catch_up(seconds=0)
        assert successor.model_of("blog").version == 8, "better an old version than none"
        read_all(successor)
        assert bits(successor) == dumped(plain_model(spam(*TEXTS), version=12))


def texts_before_are_not_read(services, *, number):
    """Change the texts of the samples up to this number: whoever learns them again would show it."""
    old = select(schema.samples.c.comment).where(schema.samples.c.number <= number).scalar_subquery()
    with services.database.begin() as tx:
        tx.execute(update(schema.comments).where(schema.comments.c.id.in_(old)).values(body="Something else"))


class TestReset:
    def test_it_starts_anew_from_the_prior(self, services, prior):
        classifier = a_classifier(services, prior=prior)
        marked(services, *TEXTS[:3])
        read_all(classifier)
        models.reset(services, "blog", actor="Mona")
        marked(services, TEXTS[3])
        read_all(classifier)

        assert bits(classifier) == dumped(plain_model(spam(TEXTS[3]), version=5, prior=prior))

    def test_it_can_be_taken_back(self, services):
        classifier = a_classifier(services)
        marked(services, *TEXTS[:3])
        models.reset(services, "blog", actor="Mona")
        marked(services, TEXTS[3])
        read_all(classifier)
        models.restore(services, "blog", actor="Mona")
        read_all(classifier)

        assert bits(classifier) == dumped(plain_model(spam(*TEXTS[:4]), version=6))


class TestTwoWorkers:
    def test_they_come_to_the_same_model_and_share_snapshots(self, services):
        one, other = (a_classifier(services, snapshot_every=3) for _ in range(2))
        comments = marked(services, *TEXTS[:4])
        read_all(one)
        marked(services, *TEXTS[4:8])
        read_all(other)
        decide(services, comments[1], Decision.UNDO, actor="Mona")
        read_all(one)
        marked(services, *TEXTS[8:])
        read_all(other)
        read_all(one)

        expected = dumped(plain_model(spam(TEXTS[0], *TEXTS[2:]), version=13))
        assert (bits(one), bits(other)) == (expected, expected)


class TestALessonThatBreaks:
    def test_it_is_passed_over_and_counted(self, services, monkeypatch):
        marked(services, *TEXTS[:3])
        with services.database.begin() as tx:
            broken = update(schema.samples).where(schema.samples.c.number == 2)
            tx.execute(broken.values(evidence='[{"check":"links","points":null,"reason":"","span":null}]'))
        classifier = a_classifier(services)
        read_all(classifier)

        assert bits(classifier) == dumped(plain_model(spam(TEXTS[0], TEXTS[2]), version=3))
        assert services.metrics.checks_failed.labels("model")._value.get() == 1


def test_a_prior_is_made_when_it_is_needed_and_once(services):
    made = []
    classifier = a_classifier(services, prior=lambda: made.append(1) or Learner())
    assert made == []
    for site in ("blog", "news", "blog"):
        classifier.model_of(site)
    assert made == [1]
