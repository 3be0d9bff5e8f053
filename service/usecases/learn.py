"""Teach the site's model what a decision says, in the transaction of the decision."""

from sqlalchemy import Connection

from service.domain.comment import Comment
from service.domain.sample import Entry, Label, Sample, label_of
from service.domain.verdict import MODEL, RULE
from service.services import Services
from service.storage import history, questions, samples


def learn(services: Services, tx: Connection, comment: Comment, *, actor: str) -> int:
    """Make the log agree with the comment's history; how many entries that took.

    Call it last: from here on nobody else teaches this site before the transaction ends. Again, it changes nothing.
    """
    label, standing = label_of(history.of(tx, comment.id)), samples.standing(tx, comment.id)
    if label == (standing.label if standing else None):
        return 0
    entries = 0
    if standing is not None:
        _take_back(services, tx, comment, standing, actor=actor)
        entries += 1
    if label is not None:
        _add(services, tx, comment, label, actor=actor)
        entries += 1
    return entries


def _take_back(services: Services, tx: Connection, comment: Comment, sample: Sample, *, actor: str) -> None:
    samples.append(
        tx,
        Entry.RETRACT,
        site=comment.site,
        number=samples.next_number(tx, comment.site, database=services.database),
        comment=comment.id,
        takes_back=sample.number,
        actor=actor,
        at=services.clock(),
    )


def _add(services: Services, tx: Connection, comment: Comment, label: Label, *, actor: str) -> None:
    samples.append(
        tx,
        Entry(label),
        site=comment.site,
        number=samples.next_number(tx, comment.site, database=services.database),
        comment=comment.id,
        # The model learns what the checks got wrong; what it or a rule said is no part of the sample, nor what judges
        # outside the house said, who are asked after the model.
        evidence=[one for one in comment.evidence if one.check not in (MODEL, RULE, *_judges(tx, comment))],
        actor=actor,
        at=services.clock(),
    )


def _judges(tx: Connection, comment: Comment) -> list[str]:
    return [one.judge for one in questions.of(tx, comment.id)]
