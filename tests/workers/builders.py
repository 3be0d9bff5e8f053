"""A runtime over the shared services, with a door that tests can watch."""

from workers.bench import Bench
from workers.runtime import Runtime, scorer_for


class RefusingOutbound:
    """A door that nobody opens."""

    def request(self, method, url, *, headers=None, body=None):
        raise AssertionError(f"nothing should go to {url}")


def a_runtime(services, *, publishers=None, outbound=None, judges=None):
    scorers = {name: scorer_for(policy) for name, policy in services.settings.policies.items()}
    return Runtime(
        services=services,
        outbound=outbound or RefusingOutbound(),
        scorers=scorers,
        publishers=publishers or {},
        bench=Bench(judges or {}),
    )
