"""What must be true of the comments of a row, asked of the database and of the hosts."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from service.domain.comment import JUDGE, Status
from service.domain.delivery import DeliveryStatus
from service.storage.schema import comments, deliveries, history
from tests.faults.stack import ORIGIN

_GOOD = ("seconds", "acknowledged", "approved")


@dataclass(frozen=True)
class Tally:
    """How a row ended: after how many seconds, and numbers of comments, each of which but two must be 0."""

    seconds: float
    acknowledged: int
    approved: int
    lost: int
    stored_twice: int
    shown_twice: int
    not_shown: int
    wrongly_shown: int
    unexplained: int
    unfinished: int

    @property
    def faults(self):
        """What is wrong, by name."""
        return {name: value for name, value in vars(self).items() if value and name not in _GOOD}


def unfinished(stack, row):
    """How many comments of the row are not judged, together with how many deliveries of theirs are not done."""
    waiting = select(func.count()).select_from(comments).where(_of(row), comments.c.status == Status.RECEIVED)
    pending = select(func.count()).select_from(deliveries).join(comments, comments.c.id == deliveries.c.comment)
    pending = pending.where(_of(row), deliveries.c.status == DeliveryStatus.PENDING)
    with stack.database.read() as tx:
        return tx.execute(waiting).scalar_one() + tx.execute(pending).scalar_one()


def ids_of(stack, row, *, status):
    """The row's comments in that status."""
    with stack.database.read() as tx:
        return list(tx.execute(select(comments.c.id).where(_of(row), comments.c.status == status)).scalars())


def tally(stack, row, acknowledged, *, seconds):
    """The row's comments as they are stored and shown. `acknowledged` are ids by remark."""
    found = _stored(stack, row)
    shown = sum((stack.hosts[site].shown() for site in row.sites), Counter())
    of_the_row = {text: times for text, times in shown.items() if f" under {row.name}:" in text}
    bodies = Counter(one.body for one in found.values())
    approved = {one.body for one in found.values() if one.status == Status.APPROVED}
    return Tally(
        seconds=seconds,
        acknowledged=len(acknowledged),
        approved=len(approved),
        lost=sum(1 for remark, id in acknowledged.items() if id not in found or found[id].body != remark.body),
        stored_twice=sum(1 for times in bodies.values() if times > 1),
        shown_twice=sum(1 for times in of_the_row.values() if times > 1),
        not_shown=len(approved - of_the_row.keys()),
        wrongly_shown=len(of_the_row.keys() - approved),
        unexplained=_unexplained(stack, row, found),
        unfinished=unfinished(stack, row),
    )


def _of(row):
    return comments.c.page.startswith(f"{ORIGIN}/{row.name}/", autoescape=True)


def _stored(stack, row):
    columns = (comments.c.id, comments.c.body, comments.c.status, comments.c.version)
    with stack.database.read() as tx:
        return {one.id: one for one in tx.execute(select(*columns).where(_of(row)))}


def _unexplained(stack, row, found):
    """Comments whose history does not lead, step by step and with one verdict, to where they are."""
    steps = defaultdict(list)
    told = select(history).join(comments, comments.c.id == history.c.comment).where(_of(row))
    with stack.database.read() as tx:
        for one in tx.execute(told.order_by(history.c.comment, history.c.version)):
            steps[one.comment].append(one)
    return sum(1 for id, one in found.items() if not _leads_to(steps[id], one))


def _leads_to(steps, comment):
    status, verdicts = Status.RECEIVED, 0
    for version, step in enumerate(steps, start=2):
        if step.before != status or step.version != version:
            return False
        status, verdicts = step.after, verdicts + (step.actor == JUDGE)
    return status == comment.status and comment.version == len(steps) + 1 and verdicts == 1
