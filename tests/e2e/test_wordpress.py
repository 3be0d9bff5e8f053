"""The whole service beside a real WordPress: a comment appears, disappears, and its reader's email is nowhere."""

import re
from secrets import token_hex
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
import urllib3
from redis import Redis

from service.domain.signing import verify
from tests.builders import WEBHOOK_SECRET
from tests.e2e.house import House, eventually
from tests.wordpress.forms import form_in

pytestmark = [pytest.mark.wordpress, pytest.mark.xdist_group("wordpress"), pytest.mark.timeout(180)]

CONFIGURATION = """
[outbound]
allow = ["{place}", "{hook}"]
[sites.courier]
origins = ["{wordpress}"]
[sites.courier.publisher]
kind = "wordpress"
url = "{wordpress}"
user = "publisher"
password_file = "wordpress.password"
[[sites.courier.subscribers]]
name = "newsroom"
url = "http://{hook}/events"
secret_file = "newsroom.secret"
"""


@pytest.fixture
def house(tmp_path, wordpress, host):
    house = House(tmp_path / "home")
    house.home.mkdir()
    (house.home / "rejoinder.toml").write_text(
        CONFIGURATION.format(place=wordpress.place, wordpress=wordpress.url, hook=host.place)
    )
    (house.home / "wordpress.password").write_text(wordpress.passwords["publisher"])
    (house.home / "newsroom.secret").write_text(WEBHOOK_SECRET)
    return house


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def send_form(wordpress, house, **typed):
    """Fill in the form that WordPress shows and send it where it says, as a browser does."""
    action = f"{house.url}/v1/sites/courier/comments"
    with wordpress.switched("form_action", action):
        shown, fields = form_in(wordpress.html(wordpress.posts["open"].page))
    assert shown == action
    request = Request(shown, data=urlencode({**fields, **typed}).encode(), headers={"Origin": wordpress.url})
    try:
        with build_opener(NoRedirect).open(request) as answer:
            return answer.status, answer.headers["Location"]
    except HTTPError as answer:  # urllib takes a redirect that is not followed for an error
        with answer:
            return answer.code, answer.headers["Location"]


def article(wordpress):
    return wordpress.html(wordpress.posts["open"].page)


def everything_public(wordpress, house, comment, email):
    """What anybody can read on the host and from us."""
    rest = f"{wordpress.url}/wp-json/wp/v2/comments"
    page = quote(wordpress.posts["open"].page, safe="")
    addresses = [
        wordpress.posts["open"].page,
        rest,
        f"{rest}?search={quote(email)}",
        f"{wordpress.url}/comments/feed/",
        f"{house.url}/v1/sites/courier/threads?page={page}",
        f"{house.url}/v1/sites/courier/comments/{comment}",
        f"{house.url}/metrics",
        f"{house.url}/readyz",
    ]
    return {address: urllib3.request("GET", address, retries=False).data for address in addresses}


def everything_stored(house):
    """The bytes of every file in the home, and of every key in Redis."""
    stored = {str(file): file.read_bytes() for file in house.home.rglob("*") if file.is_file()}
    redis = Redis(unix_socket_path=str(house.home / "run" / "valkey.sock"))
    stored |= {f"redis {key!r}": key + (redis.dump(key) or b"") for key in redis.scan_iter()}
    redis.close()
    return {**stored, "logs": house.said().encode()}


def test_a_comment_appears_and_disappears_and_its_email_is_nowhere(house, wordpress, host):
    canary = f"canary-{token_hex(16)}"
    email, sentence = f"{canary}@example.org", f"The boat {token_hex(4)} was on time."
    with house.up():
        status, back = send_form(wordpress, house, comment=sentence, author="Tove", email=email)
        assert (status, back.partition("?")[0]) == (303, wordpress.posts["open"].page)
        eventually(lambda: sentence in article(wordpress), house.said)

        [listed] = house.ask("GET", "/v1/review/comments?site=courier&status=approved")[1]["comments"]
        detail = house.ask("GET", f"/v1/review/comments/{listed['id']}")[1]
        assert detail["email_masked"] == "c•••@example.org"
        eventually(lambda: any(b"comment.approved" in one.body for one in host.requests), house.said)

        public = everything_public(wordpress, house, listed["id"], email)
        assert sentence.encode() in public[wordpress.posts["open"].page]
        leaks = [address for address, body in public.items() if canary.encode() in body]
        assert leaks == [], "the email is public"
        search = next(address for address in public if "?search=" in address)
        assert public[search] == b"[]", "anybody could ask whether an address has commented"

        for request in host.requests:
            verify(
                WEBHOOK_SECRET,
                headers=request.headers,
                body=request.body,
                now=int(request.headers["webhook-timestamp"]),
            )
            assert canary.encode() not in request.body
        stored = everything_stored(house)
        assert any(name.endswith("rejoinder.db-wal") for name in stored)
        assert [name for name, content in stored.items() if canary.encode() in content] == []
        assert canary not in wordpress.written("mail") + wordpress.written("outgoing")

        assert house.ask("POST", f"/v1/review/comments/{listed['id']}/spam", {"reason": "An advert."})[0] == 200
        eventually(lambda: sentence not in article(wordpress), house.said)
        assert house.ask("POST", f"/v1/review/comments/{listed['id']}/undo")[0] == 200
        eventually(lambda: sentence in article(wordpress), house.said)
    shown = re.findall(re.escape(sentence), article(wordpress))
    assert len(shown) == 1
