"""What the learned model costs in the service: `python benchmarks/models.py`, a minute, in a home that is deleted.

Prints the time of a comment and of a decision with the model and without it, of an undo, and the bytes that it takes on
disk and in memory. SQLite, and no queue: hints go nowhere.
"""

import logging
import os
import random
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time

import structlog
from sqlalchemy import func, select

from service import services as composition
from service import settings as configuration
from service.commands.migrate import migrate
from service.domain.comment import Decision, Submission
from service.domain.policy import ModelSettings, Policy
from service.services import Services
from service.storage import snapshots
from service.storage.schema import samples
from service.supervise import home as first_files
from service.usecases.decide import decide
from service.usecases.submit import submit
from workers import judging
from workers.runtime import build

COMMENTS = 1_000
WORDS = 40
VOCABULARY = 6_000
ORIGIN = "http://127.0.0.1:8080"

chance = random.Random(1)
vocabulary = ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(VOCABULARY)]


def main() -> None:
    """Measure, and print."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory() as folder, closing(services_in(Path(folder))) as services:
        without = with_policy(services, Policy(model=ModelSettings(enabled=False)))
        judged(services)  # warms the caches up
        without_model, _ = judged(without)
        with_model, comments = judged(services)
        print(f"a comment, with the model and without: {with_model:.2f} and {without_model:.2f} ms")
        teach(services, comments)


def teach(services: Services, comments: list[str]) -> None:
    """Decide on all of them; let a worker learn; undo one."""
    spam, off_topic = comments[:-200], comments[-200:]
    teaching, rejecting = decided(services, spam, Decision.SPAM), decided(services, off_topic, Decision.REJECT)
    print(f"a decision that teaches, and one that does not: {teaching:.2f} and {rejecting:.2f} ms")
    classifier = build(services).classifier
    learning = timed(lambda: classifier.catch_up(seconds=600))
    print(f"learning {len(spam)} samples of {WORDS} words, with a snapshot: {learning:.0f} ms")
    decide(services, spam[-1], Decision.UNDO, actor="Mona")
    print(f"unlearning the last of them: {timed(lambda: classifier.catch_up(seconds=600)):.0f} ms")
    learner = classifier.model_of("demo").learner
    print(f"in memory: {sum(len(one) * one.itemsize for one in (learner.weights, learner.variances)) / 1e6:.1f} MB")
    with services.database.read() as tx:
        kept = snapshots.sizes(tx, "demo")
        stored = tx.execute(select(func.avg(func.length(samples.c.evidence)))).scalar_one()
    print(f"snapshots: {', '.join(f'{size / 1000:.0f} kB at {version}' for version, size in kept.items())}")
    print(f"the evidence of a sample: {stored:.0f} bytes")


def decided(services: Services, comments: list[str], decision: Decision) -> float:
    """Milliseconds a decision."""
    return median(timed(lambda one=one: decide(services, one, decision, actor="Mona")) for one in comments)


def judged(services: Services) -> tuple[float, list[str]]:
    """Milliseconds a comment of a drain, and the comments."""
    runtime = build(services)
    comments = [submit(services, a_submission(number)).id for number in range(COMMENTS)]
    return timed(lambda: judging.drain(runtime, seconds=600)) / COMMENTS, comments


def a_submission(number: int) -> Submission:
    """A text that nobody wrote before, by somebody else each time."""
    body = " ".join(chance.choices(vocabulary, k=WORDS))
    return Submission(
        site="demo", page=f"{ORIGIN}/{number % 50}", name="Ada", email=f"{chance.random()}@example.org", body=body
    )


def services_in(home: Path) -> Services:
    """The real services over a fresh home."""
    first_files.write_configuration(home / "rejoinder.toml", port=8080, random_bytes=os.urandom)
    first_files.write_secret_key(home, random_bytes=os.urandom)
    settings = configuration.load({"REJOINDER_HOME": str(home)})
    migrate(settings.database_url)
    return composition.build(replace(settings, redis_url=f"unix://{home}/none"))


def with_policy(services: Services, policy: Policy) -> Services:
    """The same, with one policy for the site."""
    sites = {name: replace(site, policy=policy) for name, site in services.settings.sites.items()}
    return replace(services, settings=replace(services.settings, policies={"default": policy}, sites=sites))


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of processor time: other processes do not count, nor does waiting for the disk."""
    began = process_time()
    act()
    return 1000 * (process_time() - began)


if __name__ == "__main__":
    main()
