"""A runtime over the shared services, with a door that tests can watch."""

from workers.bench import Bench
from workers.classifier import Classifier
from workers.learning.learner import Learner
from workers.outbound import Answer
from workers.runtime import Runtime, scorer_for


class RefusingOutbound:
    """A door that nobody opens."""

    def request(self, method, url, *, headers=None, body=None):
        raise AssertionError(f"nothing should go to {url}")


class RecordingOutbound:
    """Answers 204 and remembers the bodies by host."""

    def __init__(self):
        self.sent = []

    def request(self, method, url, *, headers=None, body=None):
        self.sent.append((url, dict(headers or {}), body))
        return Answer(status=204, headers={}, body=b"")


def a_classifier(services, *, prior=Learner, **changes):
    """Models that begin without knowing anything."""
    return Classifier(services, prior=prior, **changes)


def a_runtime(services, *, publishers=None, outbound=None, judges=None, classifier=None):
    scorers = {name: scorer_for(policy) for name, policy in services.settings.policies.items()}
    return Runtime(
        services=services,
        outbound=outbound or RefusingOutbound(),
        scorers=scorers,
        classifier=classifier or a_classifier(services),
        publishers=publishers or {},
        bench=Bench(judges or {}),
    )
