"""Targets do not rot: each takes what it begins with, and a few changes to that. `make fuzz` tries far more."""

import random

import pytest

from fuzz.targets import TARGETS

CHANGES = 20


def changed(raw, chance):
    """The input with a byte exchanged, left out or put in."""
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.randbytes(chance.randrange(3)) + raw[at + chance.randrange(3) :]


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_what_it_begins_with_and_more(name):
    target, chance = TARGETS[name], random.Random(name)
    for seed in target.seeds:
        target.try_one(seed)
        for _ in range(CHANGES):
            target.try_one(changed(seed, chance))
