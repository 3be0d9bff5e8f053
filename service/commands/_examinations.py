"""What `rejoinder doctor` looks at: one function a part, each with the mend for what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from redis import Redis, RedisError
from sqlalchemy.engine import make_url

from service.domain.delivery import DeliveryStatus
from service.queue import SWEEPER, Work
from service.redis_check import refuse_evicting
from service.redis_client import without_password
from service.settings import SettingsError
from service.settings.files import others_can_read
from service.storage import figures, hosts, revisions
from service.usecases import readiness, subscribers
from workers.runtime import Runtime

LONGEST_WAIT = timedelta(seconds=60)
CLOCK_APART_MOST = timedelta(seconds=5)


class State(StrEnum):
    """How a part is: `watch` works, but somebody should look."""

    WELL = "well"
    WATCH = "watch"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one part is like, and what to do about it."""

    part: str
    state: State
    told: str
    mend: str = ""


Examination = Callable[[Runtime, Redis], Iterator[Finding]]


def database(runtime: Runtime, _: Redis) -> Iterator[Finding]:
    """Can comments be kept: is it writable, has it the schema, is there room."""
    services = runtime.services
    url = make_url(services.settings.database_url).render_as_string(hide_password=True)
    broken = readiness.why_not_kept(services)
    if broken:
        yield Finding(part="database", state=State.BROKEN, told=f"{url}: no comment can be kept", mend=broken)
        return
    room = services.database.room()
    free = "" if room is None else f", {room / 1e9:.1f} GB free"
    found = revisions.revision(services.database)
    schema = "this version's schema" if found == revisions.newest() else f"the schema {found} of a newer version"
    yield Finding(part="database", state=State.WELL, told=f"{url}: writable, with {schema}{free}")


def home(runtime: Runtime, _: Redis) -> Iterator[Finding]:
    """Can others on this machine read the comments, the keys or the tokens."""
    folder = runtime.services.settings.home
    bare = [str(one) for one in sorted(folder.iterdir()) if one.is_file() and others_can_read(one)]
    if bare:
        told = f"everybody on this machine can read {', '.join(bare)}"
        yield Finding(part="home", state=State.WATCH, told=told, mend=f"Shut them: `chmod o-rwx {' '.join(bare)}`.")
    else:
        yield Finding(part="home", state=State.WELL, told=f"{folder}: not everybody can read its files")


def queue(runtime: Runtime, redis: Redis) -> Iterator[Finding]:
    """Does Redis answer, and would it keep what it is given."""
    url = without_password(runtime.services.settings.redis_url)
    try:
        redis.ping()
        refuse_evicting(redis)
    except RedisError as error:
        mend = "Start it, or set REDIS_URL. Comments are kept meanwhile and wait."
        told = f"{url} does not answer ({str(error).rstrip('.')})"
        yield Finding(part="queue", state=State.BROKEN, told=told, mend=mend)
    except SettingsError as error:
        yield Finding(part="queue", state=State.BROKEN, told=f"{url} forgets", mend=error.mistakes[0])
    else:
        yield Finding(part="queue", state=State.WELL, told=f"{url} answers")


def workers(_runtime: Runtime, redis: Redis) -> Iterator[Finding]:
    """Has each worker shown a sign of life, and the sweeper."""
    alive = readiness.alive(redis)
    if not alive:
        yield Finding(part="workers", state=State.WATCH, told="cannot be asked for, without the queue")
        return
    missing = [work for work in Work if not alive[work]]
    for work in missing:
        told = f"no worker of {str(work)!r} has shown a sign of life for ten seconds"
        yield Finding(part="workers", state=State.BROKEN, told=told, mend=f"Start `rejoinder worker {work}`.")
    if not alive[SWEEPER]:
        told = "the sweeper has shown no sign of life for ten seconds: what is not hinted waits"
        yield Finding(part="workers", state=State.WATCH, told=told, mend="Start `rejoinder sweep`.")
    if all(alive.values()):
        yield Finding(part="workers", state=State.WELL, told="all have shown a sign of life in the last ten seconds")


def waiting(runtime: Runtime, _: Redis) -> Iterator[Finding]:
    """Is anything overdue, or given up."""
    services = runtime.services
    with services.database.read() as tx:
        oldest = figures.oldest_received(tx)
        dead = figures.deliveries_in(tx, DeliveryStatus.DEAD)
    waited = services.clock() - oldest if oldest else timedelta()
    if waited > LONGEST_WAIT:
        told = f"a comment has waited {_spoken(waited)} for its verdict"
        yield Finding(part="waiting", state=State.BROKEN, told=told, mend="Is `rejoinder worker judge` running?")
    else:
        yield Finding(part="waiting", state=State.WELL, told="no comment waits for its verdict for long")
    if dead:
        mend = "See why at /review/deliveries, mend it, and retry them there."
        yield Finding(part="deliveries", state=State.WATCH, told=f"{dead} were given up", mend=mend)


def publishers(runtime: Runtime, _: Redis) -> Iterator[Finding]:
    """What publishers say of their own hosts."""
    for site, publisher in runtime.publishers.items():
        problems = publisher.problems()
        for problem in problems:
            yield Finding(part=f"site {site}", state=State.BROKEN, told="cannot be published to", mend=problem)
        if not problems:
            yield Finding(part=f"site {site}", state=State.WELL, told="can be published to")


def judges(runtime: Runtime, _: Redis) -> Iterator[Finding]:
    """What judges outside the house say of their keys and addresses."""
    for site, name, judge in runtime.bench.everyone():
        part, problems = f"judge {name} of {site}", judge.problems()
        for problem in problems:
            yield Finding(part=part, state=State.BROKEN, told="cannot be asked, so comments are held", mend=problem)
        if not problems:
            yield Finding(part=part, state=State.WELL, told="can be asked")


def webhooks(runtime: Runtime, _: Redis) -> Iterator[Finding]:
    """Does anybody answer where subscribers listen. Nothing is sent: what the last attempts met is told."""
    services = runtime.services
    with services.database.read() as tx:
        away = dict(hosts.unreachable(tx))
    off = {(one.site, one.name): one for one in subscribers.failing(services) if one.off_since}
    for site in services.settings.sites.values():
        for one in site.subscribers:
            part = f"webhook {one.name}"
            if stands := off.get((site.name, one.name)):
                told = f"is off: {one.host} {stands.reason}"
                mend = f"Mend the receiver, then `rejoinder subscribers on {site.name} {one.name}`: nothing is lost."
                yield Finding(part=part, state=State.BROKEN, told=told, mend=mend)
            elif one.host in away:
                since = _spoken(services.clock() - away[one.host])
                told = f"nobody has answered at {one.host} for {since}"
                mend = "Start the receiver, or take the subscriber out of rejoinder.toml."
                yield Finding(part=part, state=State.WATCH, told=told, mend=mend)
            else:
                yield Finding(part=part, state=State.WELL, told=f"{one.host} answered, or was not needed yet")


def clock(runtime: Runtime, redis: Redis) -> Iterator[Finding]:
    """Is this machine's clock right: by that of Redis, and by comments that came later than now."""
    services = runtime.services
    now = services.clock()
    with services.database.read() as tx:
        newest = figures.newest_received(tx, sites=list(services.settings.sites))
    if newest and newest - now > CLOCK_APART_MOST:
        told = f"the newest comment comes from the future, by {_spoken(newest - now)}"
        mend = "Set the clock (timedatectl), and let NTP keep it. Nothing is lost, but waits are as long as the step."
        yield Finding(part="clock", state=State.BROKEN, told=told, mend=mend)
        return
    apart = _apart(redis, now)
    if apart > CLOCK_APART_MOST:
        told = f"this machine and that of Redis are {_spoken(apart)} apart"
        yield Finding(part="clock", state=State.WATCH, told=told, mend="Let NTP keep the clocks of both.")
        return
    yield Finding(part="clock", state=State.WELL, told=f"{now:%Y-%m-%d %H:%M:%S} UTC")


# What stands further below needs what stands above.
EXAMINATIONS: tuple[Examination, ...] = (database, home, queue, workers, waiting, publishers, judges, webhooks, clock)


def _apart(redis: Redis, now: datetime) -> timedelta:
    try:
        seconds, micros = redis.time()
    except RedisError:
        return timedelta()
    return abs(datetime.fromtimestamp(seconds + micros / 1e6, UTC) - now)


def _spoken(span: timedelta) -> str:
    seconds = span.total_seconds()
    for size, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} seconds"
