"""`rejoinder train`: make a model out of labelled comments."""

from pathlib import Path

import click

from service.commands._examples import examples
from service.commands._progress import shown
from service.commands._sample_files import FILE, samples_in
from workers.learning.snapshot import dumped
from workers.learning.training import ORDERS, trained


@click.command(
    epilog=examples(
        "rejoinder train --samples decided.jsonl --out site.model",
        "rejoinder train --samples 2025.jsonl 2026.jsonl --out site.model",
    )
)
@click.option(
    "--samples", "first", type=FILE, multiple=True, required=True, metavar="FILE...", help="Labelled comments."
)
@click.argument("more", type=FILE, nargs=-1, metavar="[FILE]...")
@click.option(
    "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=True, help="The model to write."
)
def command(first: tuple[Path, ...], more: tuple[Path, ...], out: Path) -> None:
    """Make a model that has learned from labelled comments.

    A line is a comment as `rejoinder judge` takes it, with "label": "ham" or "spam". Lines with another label or
    none are left out. When a line is no comment nothing is written, and the exit status is 1.
    """
    if not out.parent.is_dir():
        raise click.BadParameter(f"there is no directory {out.parent}", param_hint="--out")
    samples = samples_in([*first, *more])
    spam = sum(one.spam for one in samples)
    ham = len(samples) - spam
    if not spam or not ham:
        raise click.ClickException(f"a model needs both to learn from; here are {spam} spam and {ham} ham")
    learner = trained(samples, orders=shown(range(ORDERS), "Learning"))
    try:
        size = out.write_bytes(dumped(learner))
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"{out}: learned from {spam} spam and {ham} ham; {size} bytes.")
