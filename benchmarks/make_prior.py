"""Makes `workers/learning/prior.model` anew from a folder of labelled comments that may be learned from.

    python benchmarks/make_prior.py FOLDER

FOLDER holds the corpora named in workers/learning/PRIOR.md as JSON lines. The same corpora make the same file.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from service.domain.policy import Policy
from service.domain.text import normalise
from workers.learning.learner import Learner
from workers.learning.model import see
from workers.learning.prior import FILE
from workers.learning.snapshot import dumped
from workers.learning.training import trained
from workers.runtime import scorer_for
from workers.samples import Reader, numbered, read_samples

CORPORA = ("telegram",)
OUT = Path(__file__).parents[1] / "workers/learning" / FILE
# What English words mean differs between sites; those of Russian job and casino offers have met no honest use so far.
_KEPT = re.compile(r"[а-яё]+", re.IGNORECASE)


def made(files: Sequence[Path]) -> Learner:
    """What the comments in these files teach about words in Cyrillic letters."""
    reader = Reader()
    lines = list(numbered(files))
    samples = read_samples(lines, reader=reader, scorer=scorer_for(Policy()))
    learner = trained(samples)
    if reader.mistakes:
        raise SystemExit("\n".join(reader.mistakes))
    texts = [found.submission.body for one in lines if (found := reader.labelled(one))]
    # What stands in the slot of a sign too is the sign's weight, which belongs to this corpus alone.
    signs = {place for one in samples for place in one.seen.signs}
    return _only(learner, _slots(texts) - signs)


def _slots(texts: Sequence[str]) -> set[int]:
    """The slots of all words in these texts that are worth keeping, and of their pairs and pieces."""
    kept = (normalise(" ".join(_KEPT.findall(text))) for text in texts)
    return {place for text in kept for reading in see(text, ()).readings for place in reading}


def _only(learner: Learner, slots: set[int]) -> Learner:
    """A learner that knows nothing but what is in these slots."""
    own = Learner()
    for at in slots:
        own.weights[at], own.variances[at] = learner.weights[at], learner.variances[at]
    return own


if __name__ == "__main__":
    learner = made([Path(sys.argv[1]) / f"{name}.jsonl" for name in CORPORA])
    print(f"{OUT}: {OUT.write_bytes(dumped(learner))} bytes")
