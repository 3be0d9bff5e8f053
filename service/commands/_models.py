"""Models, as commands take them: a file, or `none`."""

from pathlib import Path

import click

from workers.learning.learner import Learner
from workers.learning.snapshot import BadSnapshotError, loaded

NONE = "none"


def opened(model: str) -> Learner | None:
    """The learner in the file `model`; none for `none`, which is the checks alone."""
    if model == NONE:
        return None
    try:
        return loaded(Path(model).read_bytes())
    except OSError as error:
        raise click.BadParameter(f"{model}: {error.strerror}", param_hint="--model") from error
    except BadSnapshotError as error:
        raise click.BadParameter(f"{model}: {error}.", param_hint="--model") from error
