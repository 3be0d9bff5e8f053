"""Files of labelled comments, as commands take them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from service.commands import _scoring
from service.commands._progress import shown
from service.domain.policy import Policy
from workers.comment_line import CommentLine
from workers.evaluation import Judgement, judgements
from workers.learning.learner import Learner
from workers.learning.training import Sample
from workers.lines import LineJudge
from workers.samples import Reader, numbered, read_samples

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_MOST_TOLD = 10


def samples_in(files: Sequence[Path]) -> list[Sample]:
    """The labelled comments of all files. Lines without a useful label are left out, and counted on standard error."""
    reader = Reader()
    lines = shown(list(numbered(files)), "Reading comments")
    samples = read_samples(lines, reader=reader, scorer=_scoring.scorer(Policy()))
    _tell(reader)
    return samples


def judgements_on(files: Sequence[Path], learner: Learner | None) -> list[Judgement]:
    """The labelled comments of all files as the default policy and the model judge them. At least one, or an error."""
    reader, policy = Reader(), Policy()
    judge = LineJudge(_scoring.scorer(policy), policy, learner=learner)
    judged = judgements(shown(list(numbered(files)), "Judging comments"), reader=reader, judge=judge)
    _tell(reader)
    if not judged:
        raise click.ClickException(f"nothing is labelled 'ham' or 'spam' in {', '.join(map(str, files))}")
    return judged


def labelled_in(file: Path) -> Iterator[CommentLine]:
    """The labelled comments of a file, one by one; what is wrong with other lines is said at the end."""
    reader = Reader()
    for one in shown(list(numbered([file])), "Judging comments"):
        if comment := reader.labelled(one):
            yield comment
    _tell(reader)


def _tell(reader: Reader) -> None:
    """Say which lines are no comments, which is an error, and how many were left out, which is not."""
    if reader.mistakes:
        more = len(reader.mistakes) - _MOST_TOLD
        rest = [f"and {more} more"] if more > 0 else []
        raise click.ClickException("\n".join(["lines that are no comments:", *reader.mistakes[:_MOST_TOLD], *rest]))
    for what, count in reader.other.most_common(_MOST_TOLD):
        click.echo(f"Left out: {count} with {what}. Only 'ham' and 'spam' count.", err=True)
