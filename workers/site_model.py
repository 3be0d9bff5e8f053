"""One site's model: the shipped one, and on top of it what the site's moderators decided, in the order of the log."""

from dataclasses import dataclass
from time import monotonic

import structlog

from service.domain.sample import Label, Lesson, Snapshot
from service.domain.text import normalise
from service.domain.verdict import MODEL
from service.services import Services
from service.usecases import lessons
from workers import worst
from workers.learning.learner import Learner
from workers.learning.model import teach
from workers.learning.snapshot import BadSnapshotError, dumped, loaded

log = structlog.get_logger()

LESSONS_AT_ONCE = 20
SNAPSHOT_EVERY = 500


@dataclass(frozen=True, slots=True)
class Prior:
    """What a model begins with, and a name for it: snapshots over another one are of no use."""

    learner: Learner
    name: str


@dataclass(slots=True)
class _Draft:
    """A model that learns what counts at the entry `until`, and has learned it up to the entry `at`.

    `kept` is the version of the last snapshot on the way.
    """

    learner: Learner
    at: int
    until: int
    kept: int


class SiteModel:
    """Verdicts use `learner` and name `version`, the last entry that it has read. Both change together.

    What is learned meanwhile is a draft, another learner: no verdict ever sees half of something.
    """

    def __init__(self, services: Services, site: str, *, prior: Prior, snapshot_every: int = SNAPSHOT_EVERY) -> None:
        self.learner, self.version = prior.learner, 0
        self._services, self._site, self._prior, self._every = services, site, prior, snapshot_every
        self._kept = 0
        self._draft: _Draft | None = None

    def catch_up(self, *, until: int, closing: float) -> None:
        """Read the log up to `until`, or as far as one comes before `closing` (monotonic); one lesson at least."""
        while self.version < until:
            self._draft = self._draft or self._begun(until)
            if not self._finished(self._draft, closing):
                return
            self._adopt(self._draft)
            self._draft = None

    def _begun(self, until: int) -> _Draft:
        """A draft that starts from the newest of what there is of which everything still counts."""
        if self.version and lessons.still_count(self._services, self._site, version=self.version, until=until):
            return _Draft(self.learner.copy(), self.version, until, self._kept)
        learner, version = self._newest_snapshot(until)
        if version > self.version:  # a start: better an old version than none
            self.learner, self.version, self._kept = learner, version, version
        return _Draft(learner.copy(), version, until, version)

    def _newest_snapshot(self, until: int) -> tuple[Learner, int]:
        while True:
            found = lessons.newest_snapshot(self._services, self._site, prior=self._prior.name, until=until)
            if found is None:
                return self._prior.learner, 0
            try:
                return loaded(found.body), found.version
            except BadSnapshotError as error:
                log.error("snapshot.damaged", site=self._site, version=found.version, error=str(error))
                lessons.give_up(self._services, found)

    def _finished(self, draft: _Draft, closing: float) -> bool:
        learned = 0
        while True:
            chunk = lessons.following(
                self._services, self._site, after=draft.at, until=draft.until, limit=LESSONS_AT_ONCE
            )
            for lesson in chunk:
                if learned and monotonic() >= closing:
                    return False
                self._learn(draft, lesson)
                learned += 1
            if len(chunk) < LESSONS_AT_ONCE:
                return True

    def _learn(self, draft: _Draft, lesson: Lesson) -> None:
        try:
            seen = worst.lesson(normalise(lesson.body), lesson.evidence, draft.learner)
            teach(draft.learner, seen, spam=lesson.label is Label.SPAM, version=lesson.number)
        except Exception:
            # One comment that cannot be learned must not keep the others from it.
            self._services.metrics.checks_failed.labels(MODEL).inc()
            log.exception("sample.failed", site=self._site, number=lesson.number)
        draft.at = draft.learner.version = lesson.number
        if draft.at - draft.kept >= self._every:
            self._keep_on_the_way(draft)

    def _keep_on_the_way(self, draft: _Draft) -> None:
        """A long rebuild that is cut short goes on from here, unless what counts at its end differs already."""
        if lessons.still_count(self._services, self._site, version=draft.at, until=draft.until):
            self._keep(draft.learner, draft.at)
        draft.kept = draft.at

    def _adopt(self, draft: _Draft) -> None:
        draft.learner.version = draft.until
        self.learner, self.version, self._kept = draft.learner, draft.until, draft.kept
        if self.version - self._kept >= self._every:
            self._keep(self.learner, self.version)
            self._kept = self.version

    def _keep(self, learner: Learner, version: int) -> None:
        lessons.keep(
            self._services,
            Snapshot(
                site=self._site,
                version=version,
                prior=self._prior.name,
                body=dumped(learner),
                made_at=self._services.clock(),
            ),
        )
