import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from service.domain.delivery import DeliveryFailed
from service.domain.question import Later
from service.domain.signing import verify
from service.domain.verdict import Evidence
from tests.builders import PAGE, WEBHOOK_SECRET, a_site
from tests.host_server import Reply
from tests.workers.judges.building import ANSWER_URL, an_inquiry
from tests.workers.publishers.building import ID, NOW
from workers.judges.hook import Options, build
from workers.outbound import GuardedOutbound

DOCS = Path(__file__).parents[3] / "docs/judges.md"
LINKS = Evidence(check="links", points=1.5, reason="2 links, 1 is usual", span=(3, 9))


@pytest.fixture
def hook(host):
    doors = []

    def make(**options):
        doors.append(GuardedOutbound(allow=[host.place]))
        options = {"url": f"{host.url}/judge", "secret": WEBHOOK_SECRET, **options}
        return build(a_site(), Options(**options), doors[-1])

    yield make
    for door in doors:
        door.close()


def answering(host, content):
    host.respond = lambda _: Reply.of_json(content)


def test_the_question_has_all_that_is_public_and_what_was_found_so_far(hook, host):
    answering(host, {"points": 0})
    hook().ask(an_inquiry(evidence=(LINKS,)))

    message = host.requests[0].json
    assert (host.requests[0].path, message["type"]) == ("/judge", "comment.question")
    assert message["data"] == {
        "id": ID,
        "site": "blog",
        "page": PAGE,
        "title": "",
        "parent": None,
        "name": "Ada",
        "url": "",
        "body": "The 7.10 boat never waits for the bus.",
        "received_at": "2026-11-22T10:00:00.000000Z",
        "points": 1.5,
        "evidence": [
            {
                "check": "links",
                "points": 1.5,
                "reason": "2 links, 1 is usual",
                "span": [3, 9],
                "failed": False,
                "holds": False,
            }
        ],
        "answer_url": ANSWER_URL,
    }
    assert b"example.org" not in host.requests[0].body


def test_the_documented_question_is_like_a_real_one(hook, host):
    answering(host, {"points": 0})
    hook().ask(an_inquiry(evidence=(LINKS,)))

    told = json.loads(re.search(r"^```json\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[1])
    assert shape(told) == shape(host.requests[0].json)


def shape(content):
    """The keys of JSON, and the kinds of its values."""
    if isinstance(content, dict):
        return {key: shape(value) for key, value in content.items()}
    return [shape(one) for one in content] if isinstance(content, list) else type(content)


def test_the_email_is_sent_only_if_the_owner_says_so(hook, host):
    answering(host, {"points": 0})
    hook(send_email=True).ask(an_inquiry())

    assert host.requests[0].json["data"]["email"] == "ada@example.org"


def test_the_question_is_signed_and_its_id_names_comment_and_attempt(hook, host):
    answering(host, {"points": 0})
    hook().ask(an_inquiry(attempt=2))

    received, now = host.requests[0], int(NOW.timestamp())
    assert verify(WEBHOOK_SECRET, headers=received.headers, body=received.body, now=now) == f"{ID}-2"


@pytest.mark.parametrize(
    ("content", "points", "reason"),
    [
        ({"points": 1.5, "reason": " sells \n boats "}, 1.5, "sells boats"),
        ({"points": -3}, -3.0, "The hook gave no reason."),
        ({"verdict": "approve"}, -1.5, "The hook gave no reason."),
        ({"verdict": "hold"}, 1.5, "The hook gave no reason."),
        ({"verdict": "spam", "reason": "x" * 900}, 4.5, "x" * 500),
    ],
)
def test_an_answer_at_once(hook, host, content, points, reason):
    answering(host, content)

    answer = hook().ask(an_inquiry())
    assert (answer.points, answer.reason, answer.said) == (points, reason, None)


@pytest.mark.parametrize("status", [202, 204])
def test_an_answer_that_comes_later(hook, host, status):
    host.respond = lambda _: Reply(status=status)

    assert hook(wait_seconds=60).ask(an_inquiry()) == Later(within=timedelta(seconds=60))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"points": "2"}', "`points` must be a number"),
        (b'{"points": true}', "`points` must be a number"),
        (b'{"points": NaN}', "`points` must be a number"),
        (b'{"points": 1e400}', "`points` must be a number"),
        (b'{"points": 101}', "from -100 to 100"),
        (b'{"points": 1' + b"0" * 5000 + b"}", "cannot be used"),
        (b'{"verdict": "ham"}', "one of approve, hold, spam"),
        (b'{"verdict": []}', "one of approve, hold, spam"),
        (b'{"points": 1, "verdict": "hold"}', "either"),
        (b"{}", "either"),
        (b'{"points": 1, "reason": 5}', "`reason` is no text"),
        (b"[1]", "no JSON object"),
    ],
    ids=lambda one: str(one)[:30],
)
def test_nonsense_is_told_in_words(hook, host, body, said):
    host.respond = lambda _: Reply(body=body)

    with pytest.raises(DeliveryFailed) as failed:
        hook().ask(an_inquiry())
    assert said in failed.value.message


@pytest.mark.parametrize("wrong", [{"secret": "x"}, {"wait_seconds": 0}, {"wait_seconds": 1e9}], ids=str)
def test_wrong_options_are_refused(wrong):
    with pytest.raises(ValueError, match=r"whsec_|wait_seconds"):
        Options(**{"url": "http://x.example", "secret": WEBHOOK_SECRET, **wrong})


def test_nobody_at_the_address_is_a_problem(hook, host):
    host.lose_answers_to = lambda _: True

    assert "did not answer" in hook().problems()[0]


def test_a_token_in_the_address_is_in_no_failure_that_moderators_see(hook, host):
    host.instead.append(Reply(status=500))
    with pytest.raises(DeliveryFailed) as failed:
        hook(url=f"{host.url}/ask?token=hush").ask(an_inquiry())
    assert f"{host.url}/ask answered 500" in failed.value.message
    assert "hush" not in failed.value.message
