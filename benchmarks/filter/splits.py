"""What a filter learns from and what it is measured on."""

import random
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from benchmarks.filter.corpora import Comment

T = TypeVar("T")
Fold = tuple[list[Comment], list[Comment]]


def folds(comments: Sequence[Comment], key: Callable[[Comment], Hashable], *, number: int | None = None) -> list[Fold]:
    """Known and new comments for each fold. Comments of one key are never divided; without a number each is a fold."""
    keys = sorted({key(one) for one in comments}, key=str)
    random.Random(0).shuffle(keys)
    fold_of = {one: at % (number or len(keys)) for at, one in enumerate(keys)}
    return [
        ([one for one in comments if fold_of[key(one)] != at], [one for one in comments if fold_of[key(one)] == at])
        for at in range(number or len(keys))
    ]


def each_apart(found: Sequence[Sequence[T]]) -> Iterator[tuple[Sequence[T], list[T]]]:
    """Each fold, and all that stands in the others."""
    for at, one in enumerate(found):
        yield one, [other for number, others in enumerate(found) if number != at for other in others]
