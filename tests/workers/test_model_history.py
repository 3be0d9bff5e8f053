"""Whatever moderators do, in whatever order workers read it: a model is what its version says, to the bit."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.comment import Decision
from service.domain.errors import ModerationError
from service.storage import comments, samples
from service.storage.schema import metadata
from service.usecases import models
from service.usecases.decide import decide
from tests.service.both_databases import database_url
from tests.workers.builders import a_classifier
from tests.workers.models import a_comment, plain_model, read_all

__all__ = ["database_url"]

TEXTS = ("Cheap watches at the seller", "The boat was late again", "Win a prize, click here", "Cheap prize watches")
RESET, RESTORE, STEP, READ, RESTART = "reset", "restore", "step", "read", "restart"
DEEDS = st.one_of(
    st.tuples(st.sampled_from(list(Decision)), st.integers(0, len(TEXTS) - 1)),
    st.tuples(st.sampled_from([RESET, RESTORE, RESTART]), st.just(0)),
    st.tuples(st.sampled_from([STEP, READ]), st.integers(0, 1)),
)


class Desk:
    """Keeps, beside the service, what should be known at each version, in the plainest way."""

    def __init__(self, services):
        self.services = services
        self.comments = [a_comment(services, text) for text in TEXTS]
        self.decisions = {number: [] for number in range(len(TEXTS))}
        self.labels = dict.fromkeys(range(len(TEXTS)))
        self.events = []
        self.known = {0: ()}

    def decide(self, decision, number):
        before = self._version_of(number)
        with suppress(ModerationError):
            decide(self.services, self.comments[number], decision, actor="Mona")
        if self._version_of(number) != before:  # else it was refused, or was so already
            self._note(decision, number)

    def reset(self):
        with suppress(ModerationError):
            models.reset(self.services, "blog", actor="Mona")
            self.events.append(RESET)

    def restore(self):
        with suppress(ModerationError):
            models.restore(self.services, "blog", actor="Mona")
            del self.events[len(self.events) - 1 - self.events[::-1].index(RESET)]

    def version(self):
        """The log's version now, with what is to be known at it."""
        with self.services.database.read() as tx:
            version = samples.versions(tx).get("blog", 0)
        last = max((at for at, event in enumerate(self.events) if event == RESET), default=-1)
        self.known[version] = tuple((TEXTS[number], label) for number, label in self.events[last + 1 :])
        return version

    def assert_exact(self, classifier):
        """The model is the plain one of the version that it names."""
        learner, version = classifier.model_of("blog").learner, classifier.model_of("blog").version
        plain = plain_model(self.known[version], version=version)
        assert (learner.version, learner.weights.tobytes()) == (version, plain.weights.tobytes())
        assert learner.variances.tobytes() == plain.variances.tobytes()

    def _version_of(self, number):
        with self.services.database.read() as tx:
            return comments.get(tx, self.comments[number]).version

    def _note(self, decision, number):
        made = self.decisions[number]
        if decision is Decision.UNDO:
            made.pop()
        else:
            made.append(decision)
        label = {Decision.APPROVE: "ham", Decision.SPAM: "spam"}.get(made[-1]) if made else None
        if label != self.labels[number]:
            self.events = [one for one in self.events if one == RESET or one[0] != number]
            self.events += [(number, label)] if label else []
            self.labels[number] = label


@pytest.fixture
def emptied(services):
    """Makes the database as good as new."""

    def empty():
        with services.database.begin() as tx:
            for table in metadata.sorted_tables:
                tx.execute(table.delete())

    return empty


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=4, max_size=24))
def test_every_version_is_the_model_that_heard_just_what_stands(services, emptied, deeds):
    emptied()
    desk = Desk(services)
    workers = [a_classifier(services, snapshot_every=2) for _ in range(2)]
    for deed, number in deeds:
        if deed in set(Decision):
            desk.decide(deed, number)
        elif deed == RESET:
            desk.reset()
        elif deed == RESTORE:
            desk.restore()
        elif deed == RESTART:
            workers[0] = a_classifier(services, snapshot_every=2)
        elif deed == READ:
            read_all(workers[number])
        else:
            workers[number].catch_up(seconds=0)
        desk.version()
        for worker in workers:
            desk.assert_exact(worker)

    for worker in [*workers, a_classifier(services, snapshot_every=2)]:
        read_all(worker)
        assert worker.model_of("blog").version == desk.version()
        desk.assert_exact(worker)
