"""The queue and the page of one comment, read without a browser."""

from dataclasses import replace

import pytest

from service.domain.comment import Decision
from service.domain.policy import Policy
from service.domain.token import Verb
from service.usecases.decide import decide
from tests.builders import a_site, some_settings
from tests.desk import signed_in
from tests.scenes import a_held_comment, evidence, judged, one_approved_by_hand


@pytest.fixture
def settings(tmp_path):
    other = a_site(name="news", origins=("http://news.example",))
    return some_settings(tmp_path, sites=[a_site(), other])


def test_the_queue_shows_held_comments_newest_first(client, services, clock):
    a_held_comment(services, name="Ada")
    clock.tick(minutes=3)
    a_held_comment(services, name="Grace")
    one_approved_by_hand(services, name="Linus")
    page = signed_in(client, services).text
    assert page.index("Grace") < page.index("Ada")
    assert "Linus" not in page
    assert "3 minutes ago" in page


def test_tabs_count_the_comments_of_each_status(client, services):
    a_held_comment(services)
    a_held_comment(services)
    one_approved_by_hand(services)
    page = " ".join(signed_in(client, services).text.split())
    assert 'aria-current="page">Held <span class="count">2</span>' in page
    assert 'Approved <span class="count">1</span>' in page
    assert 'All <span class="count">3</span>' in page


def test_a_row_says_what_speaks_most_against_the_comment(client, services):
    judged(services, evidence(0.5, "Praise for anything."), evidence(2.5, "Two links."), evidence(-1.0, "Well known."))
    page = signed_in(client, services).text
    assert "Two links." in page
    assert "<b>2.0 points, most of all:</b>" in page
    assert "Praise for anything." not in page


def test_an_empty_queue_says_that_nothing_is_waiting(client, services):
    assert "Nothing is waiting for you" in signed_in(client, services).text


def test_a_long_queue_is_paged(client, services, clock):
    for number in range(27):
        a_held_comment(services, name=f"Reader {number:02}")
        clock.tick(seconds=1)
    page = signed_in(client, services)
    assert page.text.count("<article") == 25
    assert "Reader 01" not in page.text
    older = page.text.split('<a rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    rest = client.get(older).text
    assert rest.count("<article") == 2
    assert "Reader 01" in rest
    assert "Older comments" not in rest


def test_the_queue_can_be_narrowed_to_one_site(client, services):
    a_held_comment(services, name="Ada")
    a_held_comment(services, name="Grace", site="news", page="http://news.example/1")
    signed_in(client, services)
    page = client.get("/review/?site=news").text
    assert "Grace" in page
    assert "Ada" not in page


def test_a_token_for_one_site_sees_nothing_of_another(client, services):
    comment = a_held_comment(services, name="Grace", site="news", page="http://news.example/1")
    queue = signed_in(client, services, sites=["blog"]).text
    assert "Grace" not in queue
    assert 'name="site"' not in queue
    for address in ("/review/?site=news", f"/review/comments/{comment}", f"/review/?decided={comment}"):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "Grace" not in answer.text


def test_a_token_that_may_not_read_is_told_so(client, services):
    answer = signed_in(client, services, verbs=[Verb.MODERATE])
    assert answer.status_code == 403
    assert "does not allow" in answer.text


def test_unknown_pages_are_pages_too(client, services):
    signed_in(client, services)
    for address in ("/review/nothing", "/review/comments/unknown", "/review/?status=odd"):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert answer.mimetype == "text/html"


def test_a_comment_shows_its_evidence_heaviest_first_and_marks_it(client, services):
    body = "Great! CHECK OUT http://pills.example now"
    comment = judged(
        services,
        evidence(0.6, "Praise that fits anything.", span=(0, 6)),
        evidence(2.2, "A link nobody knows.", span=(17, 37)),
        evidence(-0.4, "Filled in slowly."),
        body=body,
    )
    signed_in(client, services)
    page = client.get(f"/review/comments/{comment}").text
    assert page.index("+2.2") < page.index("+0.6") < page.index("−0.4")
    assert "<mark>http://pills.example</mark>" in page
    assert 'aria-label="Reason 2: Praise that fits anything."' in page
    assert "The checks gave it 2.4 points. From 1 point a comment" in page


def test_a_failed_check_comes_first_and_says_why_a_person_must_look(client, services):
    comment = judged(services, evidence(1.0), evidence(0, "The links check took too long.", failed=True))
    signed_in(client, services)
    page = client.get(f"/review/comments/{comment}").text
    assert page.index("took too long") < page.index("It reads like advertising")
    assert "a person must look" in page


def test_the_email_is_masked(client, services):
    comment = a_held_comment(services, email="ada@example.org")
    signed_in(client, services)
    page = client.get(f"/review/comments/{comment}").text
    assert "a•••@example.org" in page
    assert "ada@example.org" not in page


def test_what_readers_typed_is_text(client, services):
    attack = "<script>alert(1)</script>"
    comment = judged(
        services, evidence(3, attack, span=(0, 4)), name=attack, body=attack, url="http://x.example/'\"><b>"
    )
    signed_in(client, services)
    for address in ("/review/", f"/review/comments/{comment}"):
        page = client.get(address).text
        assert "<script" not in page
        assert "<b>x" not in page
        assert "script&gt;" in page


def test_the_history_tells_in_words_who_did_what(client, services, clock):
    comment = a_held_comment(services)
    clock.tick(minutes=5)
    decide(services, comment, Decision.SPAM, actor="Bob", reason="as every week")
    clock.tick(hours=2)
    signed_in(client, services)
    page = " ".join(client.get(f"/review/comments/{comment}").text.split())
    assert '2 hours ago</time> <span dir="auto">Bob</span> marked it as spam: <q dir="auto">as every' in page
    assert "The reader</span> sent it" in page


def test_buttons_that_would_do_nothing_say_why(client, services):
    comment = a_held_comment(services)
    signed_in(client, services)
    page = client.get(f"/review/comments/{comment}").text
    assert 'value="hold" disabled aria-describedby="obstacle-hold"' in page
    assert "Hold: It is held already." in page
    assert "Undo: Nobody has decided anything yet." in page
    assert 'value="approve">' in page


def test_pages_are_kept_by_no_cache_and_run_no_scripts(client, services):
    answer = signed_in(client, services)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert "style=" not in answer.text


@pytest.mark.parametrize("id", ["%00", "1' OR 1=1", "x" * 3000])
def test_ids_that_are_none_lead_to_a_page_that_says_so(client, services, id):
    signed_in(client, services)
    for address in (f"/review/comments/{id}", f"/review/?decided={id}"):
        assert client.get(address).status_code == 404


def test_the_page_says_what_a_policy_in_shadow_would_have_done_where_it_differs(services, client):
    strict = Policy(name="strict", hold_at=0.5)
    site = a_site(shadow=strict)
    shadowed = replace(services, settings=replace(services.settings, sites={"blog": site}))
    differing = judged(shadowed, evidence(0.7), shadow=[evidence(0.7)])
    same = judged(shadowed, evidence(3.0), shadow=[evidence(3.0)])

    signed_in(client, services)
    said = "The policy “strict”, which judges in shadow, would have held it (0.7 points)."
    assert said in client.get(f"/review/comments/{differing}").text
    assert "in shadow" not in client.get(f"/review/comments/{same}").text


@pytest.mark.parametrize(
    ("version", "words"),
    [
        (None, "The checks gave it 3.0 points."),
        (0, "The checks and the model that Rejoinder comes with gave it 3.0 points."),
        (7, "The checks and version 7 of the site’s model gave it 3.0 points."),
    ],
)
def test_the_page_says_which_model_spoke(client, services, version, words):
    comment = judged(services, evidence(3.0), model_version=version)
    signed_in(client, services)
    page = client.get(f"/review/comments/{comment}").text.replace("&#39;", "'")
    assert words in page
