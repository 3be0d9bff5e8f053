"""Models, as commands take them: the shipped one, a file, or `none`."""

from pathlib import Path

import click

from workers.learning.learner import Learner
from workers.learning.prior import prior
from workers.learning.snapshot import BadSnapshotError, loaded

NONE = "none"

model_option = click.option(
    "--model",
    metavar="PATH|none",
    show_default="the model that Rejoinder comes with",
    help="A model that `rejoinder train` has made, or none for the checks alone.",
)


def opened(model: str | None) -> Learner | None:
    """The learner in the file `model`, by default the shipped one; none for `none`, which is the checks alone."""
    if model is None:
        return prior()
    if model == NONE:
        return None
    try:
        return loaded(Path(model).read_bytes())
    except OSError as error:
        raise click.BadParameter(f"{model}: {error.strerror}", param_hint="--model") from error
    except BadSnapshotError as error:
        raise click.BadParameter(f"{model}: {error}.", param_hint="--model") from error
