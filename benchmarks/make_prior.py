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
_CYRILLIC = re.compile("[а-яё]")


def made(folder: Path) -> Learner:
    """What the corpora in the folder teach about words in Cyrillic letters, the only ones found to mean the same."""
    samples = _samples(folder, LEARNED_FROM)
    taken = {place for one in samples for place in one.seen.signs} | _shared(_samples(folder, SILENT_ON))
    wanted = {place for one in samples for place in _cyrillic(one.seen)} - taken
    learned, own = trained(samples), Learner()
    for at in wanted:
        if abs(LOUDER * learned.weights[at]) >= LEAST:
            own.weights[at], own.variances[at] = LOUDER * learned.weights[at], learned.variances[at]
    return own


def _samples(folder: Path, names: Sequence[str]) -> list[Sample]:
    reader = Reader()
    lines = numbered(folder / f"{name}.jsonl" for name in names)
    samples = read_samples(lines, reader=reader, scorer=scorer_for(Policy()))
    if reader.mistakes:
        raise SystemExit("\n".join(reader.mistakes))
    return samples


def _shared(samples: Sequence[Sample]) -> set[int]:
    """The slots of words and signs that several of these comments have."""
    counts = Counter(place for one in samples for place in {*one.seen.signs}.union(*one.seen.readings))
    return {place for place, count in counts.items() if count >= SHARED}


def _cyrillic(seen: Seen) -> set[int]:
    """The slots of a comment's words in Cyrillic that do not look like others (`а`, `со`), their pairs and pieces."""
    words = (one for one in seen.text.words if _CYRILLIC.match(one) and _CYRILLIC.search(skeleton(one)))
    return {place for reading in see(normalise(" ".join(words)), ()).readings for place in reading}


if __name__ == "__main__":
    print(f"{OUT}: {OUT.write_bytes(dumped(made(Path(sys.argv[1]))))} bytes")
