"""Makes `workers/learning/prior.model` anew from a folder of labelled comments that may be learned from.

    python benchmarks/make_prior.py FOLDER

FOLDER holds the corpora named in workers/learning/PRIOR.md as JSON lines. The same corpora make the same file.
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from service.domain.policy import Policy
from service.domain.skeletons import skeleton
from service.domain.text import normalise
from workers.learning.learner import Learner
from workers.learning.model import Seen, see
from workers.learning.prior import FILE
from workers.learning.snapshot import dumped
from workers.learning.training import Sample, trained
from workers.runtime import scorer_for
from workers.samples import Reader, numbered, read_samples

OUT = Path(__file__).parents[1] / "workers/learning" / FILE
LEARNED_FROM = ("telegram",)
# What English words mean differs between sites, so nothing is learned from these; they say where to keep silent.
SILENT_ON = ("youtube", "sms")
# A slot that so many of their comments have is no place for what was learned elsewhere.
SHARED = 2
# `trained` makes words quieter, as signs say much of it again. Here are no signs.
LOUDER = 2.5
# Smaller weights say nothing, and make the file large.
LEAST = 0.03
# What every hundredth honest comment has, the model is sure of as if it had heard it this many times: it says nothing.
# So the first decisions teach what is odd about a comment, and not that people say "the", or that texts have lengths.
HEARD = 1.0
# What only one of them has is chance.
LEAST_HEARD = 2
_CYRILLIC = re.compile("[а-яё]")


def made(folder: Path) -> Learner:
    """What words in Cyrillic letters, the only ones found to mean the same elsewhere, say of spam; and what is so
    common among honest comments that it says nothing.
    """
    corpora = {name: _samples(folder, [name]) for name in (*LEARNED_FROM, *SILENT_ON)}
    own = Learner()
    for samples in corpora.values():
        for at, share in _everyday([one.seen for one in samples if not one.spam]).items():
            own.variances[at] = min(own.variances[at], 1 / (1 + HEARD * 100 * share))
    _learn_cyrillic(
        own,
        [one for name in LEARNED_FROM for one in corpora[name]],
        silent=_shared([one for name in SILENT_ON for one in corpora[name]]),
    )
    return own


def _learn_cyrillic(own: Learner, samples: Sequence[Sample], *, silent: set[int]) -> None:
    taken = {place for one in samples for place in one.seen.signs} | silent
    wanted = {place for one in samples for place in _cyrillic(one.seen)} - taken
    learned = trained(samples)
    for at in wanted:
        if abs(LOUDER * learned.weights[at]) >= LEAST:
            own.weights[at] = LOUDER * learned.weights[at]
            own.variances[at] = min(own.variances[at], learned.variances[at])


def _everyday(honest: Sequence[Seen]) -> dict[int, float]:
    """For each slot of words and signs, the share of these comments that has it."""
    counts = Counter(place for one in honest for place in _slots(one))
    return {place: count / len(honest) for place, count in counts.items() if count >= LEAST_HEARD}


def _samples(folder: Path, names: Sequence[str]) -> list[Sample]:
    reader = Reader()
    lines = numbered(folder / f"{name}.jsonl" for name in names)
    samples = read_samples(lines, reader=reader, scorer=scorer_for(Policy()))
    if reader.mistakes:
        raise SystemExit("\n".join(reader.mistakes))
    return samples


def _shared(samples: Sequence[Sample]) -> set[int]:
    """The slots of words and signs that several of these comments have."""
    counts = Counter(place for one in samples for place in _slots(one.seen))
    return {place for place, count in counts.items() if count >= SHARED}


def _slots(seen: Seen) -> set[int]:
    return {*seen.signs}.union(*(one.features for one in seen.readings))


def _cyrillic(seen: Seen) -> set[int]:
    """The slots of a comment's words in Cyrillic that do not look like others (`а`, `со`), their pairs and pieces."""
    words = (one for one in seen.text.words if _CYRILLIC.match(one) and _CYRILLIC.search(skeleton(one)))
    return {place for one in see(normalise(" ".join(words)), ()).readings for place in one.features}


if __name__ == "__main__":
    print(f"{OUT}: {OUT.write_bytes(dumped(made(Path(sys.argv[1]))))} bytes")
