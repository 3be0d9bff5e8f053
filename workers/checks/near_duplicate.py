"""Finds texts that were posted before with a few words changed."""

from dataclasses import dataclass
from functools import lru_cache

from service.domain.comment import Status, Submission
from service.domain.context import Context, Earlier
from service.domain.text import normalise
from service.domain.verdict import Opinion

# Characters a shingle: works in every script, with or without spaces between words.
SHINGLE = 5
MOST_READ = 2_000
MOST_COMPARED = 200
# More copies than that say nothing new.
MOST_COPIES = 3
OF_SPAM = 3.0
# People copy jokes and forms of words too, so copies that nobody called spam never hold a comment alone.
FIRST_COPY = 1.0
EACH_MORE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Texts are alike when they share `alike` (0 to 1) of their parts; under `shortest` characters none is compared."""

    alike: float = 0.7
    shortest: int = 20


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for almost the same text among the site's recent comments, most when that was spam."""
    text = context.text
    if not context.earlier or len(text.raw.strip()) < options.shortest:
        return None
    own = _shingles(text.raw[:MOST_READ])
    copies = _copies(own, context.earlier[:MOST_COMPARED], options)
    if not copies:
        return None
    if any(one.status is Status.SPAM for one in copies):
        return Opinion(points=OF_SPAM, reason="Almost the same text was marked spam before.")
    times = "once" if len(copies) == 1 else f"at least {len(copies)} times" if len(copies) == MOST_COPIES else "twice"
    points = FIRST_COPY + EACH_MORE * (len(copies) - 1)
    return Opinion(points=points, reason=f"Almost the same text was posted {times} before.")


def _copies(own: frozenset[str], earlier: tuple[Earlier, ...], options: Options) -> list[Earlier]:
    """The first few alike, spam first as it weighs most. Word-for-word copies are the check `duplicate`'s."""
    others = [one for one in earlier if not one.same_text and len(one.body) >= options.shortest]
    others.sort(key=lambda one: one.status is not Status.SPAM)
    copies: list[Earlier] = []
    for one in others:
        if likeness(own, _shingles(one.body[:MOST_READ]), at_least=options.alike) >= options.alike:
            copies.append(one)
        if len(copies) == MOST_COPIES:
            break
    return copies


# Earlier comments are compared again and again while they are recent.
@lru_cache(maxsize=1024)
def _shingles(text: str) -> frozenset[str]:
    letters = "".join(normalise(text).words)
    return frozenset(letters[at : at + SHINGLE] for at in range(max(len(letters) - SHINGLE + 1, 1)))


def likeness(one: frozenset[str], other: frozenset[str], *, at_least: float = 0.0) -> float:
    """The Jaccard index of two sets, 0 to 1; 0 at once where their sizes alone keep it below `at_least`."""
    small, large = sorted((len(one), len(other)))
    if not large or small < at_least * large:
        return 0.0
    shared = len(one & other)
    return shared / (small + large - shared)
