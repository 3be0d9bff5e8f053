"""A small class room: comments, what to think of them, and learners who heard it."""

from service.domain.policy import Policy
from service.domain.text import normalise
from tests.builders import a_submission
from tests.workers.checks.asking import a_context
from workers.learning.learner import Learner
from workers.learning.model import points, see, teach
from workers.runtime import scorer_for

SCORER = scorer_for(Policy())
# Text and whether it is spam.
LESSONS = (
    ("Subscribe to our channel, every subscriber wins", True),
    ("The ferry was late again, as every autumn", False),
    ("Cheap watches, write to the seller today", True),
    ("Has anybody seen the seals at the harbour wall?", False),
    ("subscr!be and win watches http://win.example/now", True),
    ("My grandfather sold watches in that street", False),
    ("赢取奖品 点击这里", True),
    ("Красивый город и добрые люди", False),
)
NUMBERED = tuple(enumerate(LESSONS, 1))


def evidence_on(text):
    """What the checks say."""
    return SCORER.evidence(a_submission(body=text), a_context(text))


def seen(text):
    return see(normalise(text), evidence_on(text))


def taught(lessons=NUMBERED, *, learner=None):
    """A learner who heard the numbered lessons in their order."""
    learner = learner or Learner()
    for number, (text, spam) in lessons:
        teach(learner, seen(text), spam=spam, version=number)
    return learner


def total(learner, text):
    """The points of the checks and of the model."""
    return sum(one.points for one in evidence_on(text)) + points(learner, seen(text))
