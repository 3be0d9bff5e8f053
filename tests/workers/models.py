"""What tests of models need: decisions, and a model made the slow and plain way, to compare with."""

from service.domain.comment import Decision
from service.domain.text import normalise
from service.usecases.decide import decide
from tests.scenes import evidence, judged
from workers.classifier import Progress
from workers.learning.learner import Learner
from workers.learning.model import see, teach
from workers.learning.snapshot import dumped

FOUND = evidence(3.0, span=(0, 4))


def a_comment(services, body, **submitted):
    """One that the checks have held, for a reason."""
    return judged(services, FOUND, body=body, **submitted)


def decided(services, body, decision, **submitted):
    comment = a_comment(services, body, **submitted)
    decide(services, comment, decision, actor="Mona")
    return comment


def marked(services, *bodies, decision=Decision.SPAM):
    return [decided(services, body, decision) for body in bodies]


def plain_model(lessons, *, version, prior=Learner):
    """The model that heard just these texts, one after the other, and calls itself `version`."""
    learner = prior()
    for body, label in lessons:
        teach(learner, see(normalise(body), (FOUND,)), spam=label == "spam", version=version)
    learner.version = version
    return learner


def read_all(classifier):
    """Let the models read everything, however many steps it takes."""
    while classifier.catch_up() is not Progress.DONE:
        pass


def bits(classifier, site="blog"):
    return dumped(classifier.model_of(site).learner)
