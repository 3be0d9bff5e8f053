"""From the form under an article of a real WordPress, through the whole service, back into the article."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from uuid_utils import uuid7

from service.domain.site import PublisherSettings
from tests.builders import a_site, some_settings
from tests.wordpress.forms import form_in
from workers import delivering, judging, runtime

pytestmark = [pytest.mark.wordpress, pytest.mark.xdist_group("wordpress")]
EMAIL = "tove.canary@example.org"


@pytest.fixture
def settings(tmp_path, database_url, wordpress):
    options = {"url": wordpress.url, "user": "publisher", "password": wordpress.passwords["publisher"]}
    publisher = PublisherSettings(kind="wordpress", options=options)
    return some_settings(
        tmp_path,
        database_url=database_url,
        sites=[a_site(origins=(wordpress.url,), publisher=publisher, subscribers=())],
        outbound_allow=frozenset({wordpress.place}),
    )


@pytest.fixture
def services(services):
    """Ids that no other test has: they all share one WordPress, which remembers them."""
    return replace(services, new_id=lambda: str(uuid7()))


@pytest.fixture(name="work")
def _work(services):
    """Does what the workers would do."""
    built = runtime.build(services)

    def drain():
        judging.drain(built)
        delivering.drain(built)

    yield drain
    built.outbound.close()


@pytest.fixture(name="form")
def _form(wordpress):
    with wordpress.switched("form_action", "https://comments.example/v1/sites/blog/comments"):
        yield form_in(wordpress.html(wordpress.posts["open"].page))


def test_a_comment_goes_through_the_native_form_into_the_article(wordpress, client, moderator, form, work):
    action, fields = form
    filled = {**fields, "comment": "Does the 7.10 boat wait?", "author": "Tove", "email": EMAIL}
    answer = client.post(urlsplit(action).path, data=filled, headers={"Origin": wordpress.url})
    assert answer.status_code == 303
    assert answer.location == fields["return_url"]
    work()
    _approve_all(client, moderator)
    work()

    page = wordpress.html(wordpress.posts["open"].page)
    assert "Does the 7.10 boat wait?" in page
    assert EMAIL not in page + wordpress.written("mail")

    parent = re.search(r'<article id="div-comment-(\d+)"(?:(?!</article>).)*7\.10 boat wait', page, re.DOTALL)[1]
    reply = {**filled, "comment": "It waited on Monday.", "author": "Ada", "comment_parent": parent}
    assert client.post(urlsplit(action).path, data=reply, headers={"Origin": wordpress.url}).status_code == 303
    work()
    _approve_all(client, moderator)
    work()

    nested = re.search(rf'<li id="comment-{parent}".*?<ol class="children">(.*?)</ol>', _article(wordpress), re.DOTALL)
    assert "It waited on Monday." in nested[1]


def test_a_decision_takes_the_comment_out_of_the_article_again(wordpress, client, moderator, form, work):
    action, fields = form
    filled = {**fields, "comment": "Buy boats at once.", "author": "Trader", "email": EMAIL}
    client.post(urlsplit(action).path, data=filled, headers={"Origin": wordpress.url})
    work()
    [id] = _approve_all(client, moderator)
    work()
    assert "Buy boats at once." in _article(wordpress)

    client.post(f"/v1/review/comments/{id}/spam", headers=moderator)
    work()
    assert "Buy boats at once." not in _article(wordpress)


def test_the_page_is_learned_from_the_post_number(wordpress, client, moderator, form, work, services):
    action, fields = form
    page = fields.pop("page")
    filled = {**fields, "comment": "Which pier is it?", "author": "Ada", "email": EMAIL, "return_url": ""}
    client.post(urlsplit(action).path, data=filled, headers={"Origin": wordpress.url})
    work()
    _approve_all(client, moderator)
    work()

    thread = client.get(f"/v1/sites/blog/threads?page={page}").json
    assert any("Which pier is it?" in one["body_html"] for one in thread["comments"])


def _article(wordpress):
    return wordpress.html(wordpress.posts["open"].page)


def _approve_all(client, moderator):
    """Approve what the machine held, and name what is approved."""
    for one in client.get("/v1/review/comments?status=held", headers=moderator).json["comments"]:
        client.post(f"/v1/review/comments/{one['id']}/approve", headers=moderator)
    approved = client.get("/v1/review/comments?status=approved", headers=moderator).json["comments"]
    return [one["id"] for one in approved]
