"""The models of all sites, as far as this worker has read their logs."""

from collections.abc import Callable
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from time import monotonic

from service.services import Services
from service.usecases import lessons
from workers.learning.learner import Learner
from workers.learning.snapshot import dumped
from workers.site_model import SNAPSHOT_EVERY, Prior, SiteModel

# How long comments may wait for models that learn.
STEP_SECONDS = 0.05


class Progress(StrEnum):
    """Whether the models have read all that was decided."""

    DONE = "done"
    MORE = "more"


class Classifier:
    """One model a site. Sites that were never taught share the prior, which nobody changes."""

    def __init__(
        self, services: Services, *, prior: Callable[[], Learner], snapshot_every: int = SNAPSHOT_EVERY
    ) -> None:
        self._services, self._make_prior, self._every = services, prior, snapshot_every
        self._models: dict[str, SiteModel] = {}

    def model_of(self, site: str) -> SiteModel:
        """The site's model: its learner for verdicts, and the version that they name."""
        if site not in self._models:
            self._models[site] = SiteModel(self._services, site, prior=self._prior, snapshot_every=self._every)
        return self._models[site]

    def catch_up(self, *, seconds: float = STEP_SECONDS) -> Progress:
        """Read what was decided meanwhile, for about so long; each site that is behind gets its share."""
        taught = lessons.versions(self._services)
        behind = [
            (model, until)
            for site, until in taught.items()
            if site in self._services.settings.sites and until > (model := self.model_of(site)).version
        ]
        for model, until in behind:
            model.catch_up(until=until, closing=monotonic() + seconds / len(behind))
        done = all(model.version >= until for model, until in behind)
        return Progress.DONE if done else Progress.MORE

    @cached_property
    def _prior(self) -> Prior:
        learner = self._make_prior()
        return Prior(learner, sha256(dumped(learner)).hexdigest())
