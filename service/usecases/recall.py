"""Recall what moderators decided, with all that was known when the comment came. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.domain.sample import Label, label_of
from service.domain.site import Site
from service.keyring import SealBrokenError
from service.services import Services
from service.storage import comments, decisions, history
from service.usecases.case import Case, case_of

EXPIRED = "erased or expired"
SEALED = "cannot be opened: another secret.key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A comment that moderators called ham or spam, as it was when it came."""

    label: Label
    case: Case


def decided(services: Services, site: Site, *, since: datetime | None) -> Sequence[str]:
    """The ids of the site's comments, received since then, that a moderator decided on."""
    with services.database.read() as tx:
        return decisions.decided(tx, site=site.name, since=since)


def recall(services: Services, site: Site, comment: str) -> Recalled | str | None:
    """One of those; why it cannot be recalled; or none where the decisions that stand say neither ham nor spam."""
    with services.database.read() as tx:
        found, label = comments.get(tx, comment), label_of(history.of(tx, comment))
        if found is None or label is None:
            return None
        sealed = comments.sealed_of(tx, comment)
        if sealed is None:
            return EXPIRED
        try:
            case = case_of(tx, found, sealed, site=site, now=found.received_at, keyring=services.keyring)
        except SealBrokenError:
            return SEALED
    return Recalled(label=label, case=case)
