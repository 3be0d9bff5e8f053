from service.domain.windows import windows
from service.http.count_sharing import Sharing
from service.http.counts import Counts
from service.redis_client import web_client
from tests.waiting import until

THREE = windows("3 per hour")


def used_up(counts):
    return counts.used_up("submit", client="one", windows=THREE) is not None


def test_another_process_counts_along(server, queue):
    with web_client(server.url) as one, web_client(server.url) as another:
        here, there = Counts(one), Counts(another)
        for counts in (here, there):
            Sharing(counts, on_failure=lambda: None).run()
        for _ in range(3):
            here.spend("submit", client="one", windows=THREE)
        until(lambda: used_up(there), what="the other process to know it")


def test_it_goes_on_after_redis_was_away(redis_server):
    failures = []
    with web_client(redis_server.url) as web, web_client(redis_server.url) as asked:
        counts = Counts(web)
        redis_server.kill()
        counts.spend("submit", client="one", windows=THREE)
        Sharing(counts, on_failure=lambda: failures.append(1)).run()
        until(lambda: failures, what="that Redis is away")
        redis_server.start()
        until(lambda: told(counts, asked), what="the count in Redis")


def told(counts, asked):
    """Whether a client that comes again makes all be told."""
    counts.used_up("submit", client="another", windows=THREE)
    return asked.get("limit:submit:3/3600:one") == b"1"
