"""Files of labelled comments, as commands take them."""

from collections.abc import Sequence
from pathlib import Path

import click

from service.commands import _scoring
from service.commands._progress import shown
from service.domain.site import Policy
from workers.learning.training import Sample
from workers.samples import numbered, read_samples

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_MOST_TOLD = 10


def samples_in(files: Sequence[Path]) -> list[Sample]:
    """The labelled comments of all files. Lines without a useful label are left out, and counted on standard error."""
    lines = list(numbered(files))
    read = read_samples(shown(lines, "Reading comments"), scorer=_scoring.scorer(Policy()))
    if read.mistakes:
        more = len(read.mistakes) - _MOST_TOLD
        rest = [f"and {more} more"] if more > 0 else []
        raise click.ClickException("\n".join(["lines that are no comments:", *read.mistakes[:_MOST_TOLD], *rest]))
    for what, count in read.other.most_common(_MOST_TOLD):
        click.echo(f"Left out: {count} with {what}. Only 'ham' and 'spam' count.", err=True)
    return read.samples
