"""Runs everything, and writes docs/benchmarks.md."""

import sys
from functools import partial
from pathlib import Path

from benchmarks.filter import online, plain_arow
from benchmarks.filter.contenders import OTHERS, ours
from benchmarks.filter.corpora import Comment, read
from benchmarks.filter.measuring import Figures, caught_perturbed, figures, over_seeds
from benchmarks.filter.section import of_filters, percent, put
from benchmarks.filter.splits import Fold, folds
from benchmarks.markdown import table

OUT = Path(__file__).parents[2] / "docs/benchmarks.md"
NAME = "Rejoinder"
SEEDS = range(3)
# All that one model could be trained on, beside YouTube.
MORE = ("sms", "telegram", "id_gambling", "blog_ham", "blog_spintax", "news_ham", "hn_titles")


def tables(folder: Path) -> dict[str, str]:
    """All tables, with the corpora in this folder."""
    youtube, perturbed = (read(folder / f"{name}.jsonl") for name in ("youtube", "adversarial"))
    more = {name: read(folder / f"{name}.jsonl") for name in MORE}
    videos = folds(youtube, _place)
    return {
        "youtube": _compared(videos),
        "youtube_once": _compared(videos, repeated=False),
        "mixed": _mixed(videos, [one for corpus in more.values() for one in corpus]),
        "perturbed": _perturbed(videos, perturbed),
        "sms": _compared(folds(more["sms"], lambda one: one.same, number=5), repeated=False),
        "gambling": _compared(folds(more["id_gambling"], _place, number=5), repeated=False),
        "online": _online(youtube),
    }


def _place(one: Comment) -> str:
    return one.place


def _compared(splits: list[Fold], *, repeated: bool = True) -> str:
    def with_seed(seed: int) -> Figures:
        return figures(partial(ours, seed=seed), splits, repeated=repeated)

    mean, spread = over_seeds(with_seed, SEEDS)
    others = {name: figures(one, splits, repeated=repeated) for name, one in OTHERS.items()}
    return of_filters({NAME: mean, **others}, spread=spread)


def _mixed(videos: list[Fold], more: list[Comment]) -> str:
    found = figures(ours, [([*known, *more], new) for known, new in videos])
    return f"AUC {found.auc:.4f}, {percent(found.caught)} caught at 1 %."


def _perturbed(videos: list[Fold], perturbed: list[Comment]) -> str:
    rows = [
        (name, *map(percent, caught_perturbed(one, videos, perturbed))) for name, one in {NAME: ours, **OTHERS}.items()
    ]
    return table(("filter", "perturbed spam caught", "perturbed ham lost"), rows)


def _online(comments: list[Comment]) -> str:
    in_order = sorted(comments, key=lambda one: one.time)
    numbers = (50, 100, 200, 500, len(in_order))
    wrong = {f"{NAME}, as shipped": online.errors(in_order), "plain AROW": plain_arow.errors(in_order)}
    rows = [(name, *(str(sum(errors[:number])) for number in numbers)) for name, errors in wrong.items()]
    return table(("filter", *(f"errors in {number}" for number in numbers)), rows)


if __name__ == "__main__":
    put(tables(Path(sys.argv[1])), into=OUT)
