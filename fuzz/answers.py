"""What hosts and judges answer: status, headers and body, with line breaks between."""

from contextlib import suppress
from datetime import UTC, datetime

from fuzz.target import Target
from service.domain.delivery import DeliveryFailed
from service.domain.question import POINTS_MOST, Answer, Later
from tests.builders import WEBHOOK_SECRET, a_site
from tests.workers.judges.building import an_inquiry
from tests.workers.publishers.building import a_publication
from workers import answers, outbound
from workers.judges import akismet, hook
from workers.publishers import wordpress

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
URL = "https://there.example/hook?token=hush"


class Parrot:
    """A door behind which every request is answered with the same bytes."""

    def __init__(self, answer: outbound.Answer) -> None:
        self._answer = answer

    def request(self, *_: object, **__: object) -> outbound.Answer:
        """The answer."""
        return self._answer


def answered(raw: bytes) -> outbound.Answer:
    """Status, one header after another up to an empty line, and the body."""
    head, _, body = raw.partition(b"\n\n")
    status, *lines = head.decode("latin-1").split("\n")
    pairs = (one.partition(":") for one in lines)
    number = int(status) if status.isascii() and status.isdigit() and len(status) == 3 else 200
    return outbound.Answer(status=number, headers={name.lower(): value for name, _, value in pairs}, body=body)


def what_it_means(raw: bytes) -> None:
    """Whether to come again, and when; never with the token of the address."""
    answer = answered(raw)
    failure = answers.failure_of(answer, url=URL, now=NOW)
    if failure:
        assert "hush" not in failure.message
        assert failure.retry_after is None or failure.retry_after.total_seconds() >= 0
    answers.json_of(answer)


def judged_by_akismet(raw: bytes) -> None:
    """Akismet's answers."""
    judge = akismet.build(a_site(), akismet.Options(key="k"), Parrot(answered(raw)))
    _asked(judge.ask)


def judged_by_hook(raw: bytes) -> None:
    """The answers of an owner's own software."""
    options = hook.Options(url=URL, secret=WEBHOOK_SECRET)
    _asked(hook.build(a_site(), options, Parrot(answered(raw))).ask)


def published(raw: bytes) -> None:
    """WordPress's answers, the same to each request."""
    options = wordpress.Options(url="https://blog.example", user="u", password="p")
    publisher = wordpress.build(a_site(), options, Parrot(answered(raw)))
    with suppress(DeliveryFailed):
        publisher.reconcile(a_publication())
    publisher.problems()


def _asked(ask: object) -> None:
    with suppress(DeliveryFailed):
        answer = ask(an_inquiry())  # type: ignore[operator]
        assert isinstance(answer, Answer | Later)
        if isinstance(answer, Answer):
            assert abs(answer.points) <= POINTS_MOST


_AKISMET = (
    b"200\n\ntrue",
    b"200\nx-akismet-pro-tip: discard\nx-akismet-recheck-after: 99999999999\n\ntrue",
    b'200\nx-akismet-debug-help: Empty "blog" value\n\ninvalid',
)
_HOOK = (b'200\n\n{"points": 3.5, "reason": "Sells boats."}', b'200\n\n{"verdict": "spam"}', b"202\n\n", b"200\n\n[[[[")
_WORDPRESS = (
    b'200\n\n[{"id": 7, "status": "hold", "author_email": "a@comments.invalid", "link": "https://blog.example/"}]',
    b'201\n\n{"id": 7, "status": "hold", "link": "https://blog.example/a#comment-7"}',
    b'409\n\n{"code": "comment_duplicate", "message": "No.", "data": {"status": 409}}',
    b'200\n\n{"capabilities": {"moderate_comments": true}}',
    b"200\n\n[]",
)
_MEANING = (
    b"429\nretry-after: 120\n\n",
    b"503\nretry-after: Sun, 22 Nov 2026 10:05:00 GMT\n\n",
    b"503\nretry-after: Fri, 31 Dec 9999 23:59:59 -2359\n\n",
    b"301\nlocation: https://ada:secret@elsewhere.example/?a=b\n\n",
    b"500\ncontent-type: text/plain\n\nno",
)
TARGETS = {
    "what_it_means": Target(what_it_means, _MEANING),
    "akismet": Target(judged_by_akismet, _AKISMET),
    "hook": Target(judged_by_hook, _HOOK),
    "wordpress": Target(published, _WORDPRESS),
}
