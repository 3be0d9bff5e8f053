"""Look at a site's model, let it start anew, and take that back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from service.domain.errors import ValidationFailed
from service.domain.sample import Entry, Label
from service.queue import Work
from service.services import Services
from service.storage import samples, snapshots


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What a site's model was taught. `counting` are samples that were neither taken back nor reset.

    `snapshots` are versions, whoever wrote them; `taught_at` is the time of the last entry, `reset_at` the number of
    the reset that stands.
    """

    site: str
    version: int
    counting: Mapping[Label, int]
    snapshots: Sequence[int]
    snapshot_bytes: int
    taught_at: datetime | None
    reset_at: int | None


def show(services: Services, site: str) -> Model:
    """What the site's model was taught. Raises `NotFound`."""
    services.site(site)
    with services.database.read() as tx:
        version = samples.versions(tx).get(site, 0)
        kept = snapshots.sizes(tx, site)
        return Model(
            site=site,
            version=version,
            counting=samples.counting(tx, site, until=version),
            snapshots=sorted(kept),
            snapshot_bytes=sum(kept.values()),
            taught_at=samples.last_at(tx, site),
            reset_at=samples.standing_reset(tx, site, until=version) or None,
        )


def reset(services: Services, site: str, *, actor: str) -> int:
    """Let the model start anew from what Rejoinder comes with; the new version. Raises `NotFound`, `ValidationFailed`.

    Nothing is deleted: `restore` takes it back.
    """
    services.site(site)
    with services.database.begin() as tx:
        number = samples.next_number(tx, site, database=services.database)
        if not any(samples.counting(tx, site, until=number).values()):
            raise ValidationFailed(f"The model of {site!r} has nothing to forget: no sample counts.")
        _append(services, tx, Entry.RESET, site=site, number=number, actor=actor)
    services.hints.hint(Work.JUDGE)
    return number


def restore(services: Services, site: str, *, actor: str) -> int:
    """Take the last reset back; the new version. Raises `NotFound` and `ValidationFailed`."""
    services.site(site)
    with services.database.begin() as tx:
        number = samples.next_number(tx, site, database=services.database)
        taken = samples.standing_reset(tx, site, until=number)
        if not taken:
            raise ValidationFailed(f"The model of {site!r} was not reset, or that was taken back already.")
        _append(services, tx, Entry.RETRACT, site=site, number=number, actor=actor, takes_back=taken)
    services.hints.hint(Work.JUDGE)
    return number


def _append(
    services: Services,
    tx: Connection,
    kind: Entry,
    *,
    site: str,
    number: int,
    actor: str,
    takes_back: int | None = None,
) -> None:
    at = services.clock()
    samples.append(tx, kind, site=site, number=number, actor=actor, at=at, takes_back=takes_back)
