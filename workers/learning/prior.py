"""What a fresh installation knows already: the learner in `prior.model`, which `benchmarks/make_prior.py` makes."""

from importlib.resources import files

from workers.learning.learner import Learner
from workers.learning.snapshot import loaded

FILE = "prior.model"


def prior() -> Learner:
    """The learner that every site starts from, a new one for each caller, at version 0. Raises `BadSnapshotError`."""
    return loaded(files("workers.learning").joinpath(FILE).read_bytes())
