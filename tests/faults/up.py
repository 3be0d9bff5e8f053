"""`rejoinder up` with the roles of the fault tests: `python -m tests.faults.up`."""

import sys
from dataclasses import replace

from service.commands import up

# As long as this file is there, Valkey does not start: the supervisor would have it back at once.
_DOWN = 'while [ -e "$0" ]; do sleep 0.05; done; exec "$@"'


def roles_of(settings):
    """The same roles, composed by the tests."""
    down = settings.home / "faults/valkey-down"
    return [
        replace(role, argv=("/bin/sh", "-c", _DOWN, str(down), *role.argv))
        if role.name == "valkey"
        else replace(role, argv=(sys.executable, "-m", "tests.faults.compose", role.name))
        for role in up.roles_of(settings)
    ]


if __name__ == "__main__":
    up.run_all(roles_of)
