"""How often honest comments are held by their length, as many parts give many chances to look like spam.

    python -m benchmarks.lengths [--model PATH|none] [--texts NUMBER] FILE...

Judges the honest comments in FILE..., then long texts that are put together from those of them that were approved.
"""

import argparse
import json
import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from service.commands._models import opened
from service.domain.policy import Policy
from service.domain.verdict import Outcome
from workers.comment_line import parsed
from workers.lines import LineJudge
from workers.runtime import scorer_for

BOUNDS = (0, 500, 1_000, 2_000, 4_000, 65_536)
LENGTHS = (4_000, 20_000, 65_536)


def _outcome(judge: LineJudge, text: str) -> Outcome:
    return judge.judged(parsed(json.dumps({"text": text}).encode())).verdict.outcome


def _put_together(texts: Sequence[str], length: int, draw: random.Random) -> str:
    longer = ""
    while len(longer) < length:
        longer += draw.choice(texts) + "\n"
    return longer[:length]


def _report(what: str, outcomes: Sequence[Outcome]) -> None:
    held, spam = outcomes.count(Outcome.HOLD), outcomes.count(Outcome.SPAM)
    total = max(len(outcomes), 1)
    print(f"{what}: {len(outcomes)} texts, {100 * held / total:.1f} % held, {100 * spam / total:.1f} % spam")


def main() -> None:
    """Judge them all."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--model", default="none")
    asked.add_argument("--texts", type=int, default=60)
    asked.add_argument("files", nargs="+", type=Path)
    given = asked.parse_args()
    policy = Policy()
    judge = LineJudge(scorer_for(policy), policy, learner=opened(given.model))
    rows = [json.loads(line) for file in given.files for line in file.read_text("utf-8").splitlines()]
    judged = [(row["text"], _outcome(judge, row["text"])) for row in rows if row["label"] == "ham"]
    for low, high in pairwise(BOUNDS):
        _report(f"{low:,} to {high:,}", [outcome for text, outcome in judged if low < len(text) <= high])
    approved = [text for text, outcome in judged if outcome is Outcome.APPROVE]
    for length in LENGTHS:
        draw = random.Random(length)
        texts = [_put_together(approved, length, draw) for _ in range(given.texts)]
        _report(f"{length:,} put together", [_outcome(judge, text) for text in texts])


if __name__ == "__main__":
    main()
