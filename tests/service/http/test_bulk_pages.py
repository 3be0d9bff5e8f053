"""One decision on many comments at once."""

import pytest

from service.domain.comment import Decision, Status
from service.domain.token import Verb
from service.usecases import review
from service.usecases.decide import decide
from tests.desk import signed_in
from tests.forms import forms_of, submit
from tests.scenes import a_held_comment


def statuses(services, *comments):
    return [review.detail(services, one).comment.status for one in comments]


def press(client, page, decision, *picks):
    """Select the comments of these ids and versions, and press a button for all."""
    form = next(one for one in forms_of(page) if one["action"] == "/review/decide")
    return client.post(
        "/review/decide",
        data={**form["fields"], "decision": decision, "pick": [f"{id}/{version}" for id, version in picks]},
        follow_redirects=True,
    )


@pytest.fixture
def three(services):
    return [a_held_comment(services, name=name) for name in ("Ada", "Grace", "Edith")]


def test_what_is_selected_is_decided_and_nothing_else(client, services, three):
    page = press(client, signed_in(client, services), "spam", (three[0], 2), (three[1], 2))
    assert statuses(services, *three) == [Status.SPAM, Status.SPAM, Status.HELD]
    assert "You marked 2 comments as spam." in page.text


def test_all_of_it_can_be_undone_at_once(client, services, three):
    page = press(client, signed_in(client, services), "reject", *((one, 2) for one in three))
    page = submit(client, page, to="/review/decide", press="undo", pick=[f"{one}/3" for one in three])
    assert statuses(services, *three) == [Status.HELD] * 3
    assert "You undid the last decision on 3 comments: held again." in page.text


def test_the_undo_button_names_every_comment(client, services, three):
    page = press(client, signed_in(client, services), "reject", *((one, 2) for one in three))
    for one in three:
        assert f'<input type="hidden" name="pick" value="{one}/3">' in page.text


def test_what_somebody_else_decided_meanwhile_is_left_alone(client, services, three):
    page = signed_in(client, services)
    decide(services, three[0], Decision.APPROVE, actor="Bob")
    page = press(client, page, "spam", *((one, 2) for one in three))
    assert statuses(services, *three) == [Status.APPROVED, Status.SPAM, Status.SPAM]
    assert "You marked 2 comments as spam. 1 comment changed meanwhile and was left alone." in page.text


def test_what_is_so_already_is_not_claimed(client, services, three):
    decide(services, three[0], Decision.APPROVE, actor="Bob")
    page = press(client, signed_in(client, services), "approve", (three[0], 3), (three[1], 2), (three[2], 2))
    assert statuses(services, *three) == [Status.APPROVED] * 3
    assert "You approved 2 comments." in page.text
    assert review.detail(services, three[0]).history[-1].actor == "Bob"


def test_if_all_have_changed_nothing_else_is_claimed(client, services, three):
    page = signed_in(client, services)
    for one in three[:2]:
        decide(services, one, Decision.APPROVE, actor="Bob")
    page = press(client, page, "spam", (three[0], 2), (three[1], 2))
    assert "2 comments changed meanwhile and were left alone." in page.text
    assert "You" not in page.text


def test_select_all_only_ticks_the_boxes(client, services, three):
    signed_in(client, services)
    page = client.get("/review/?select=all")
    assert page.text.count(" checked>") == 3
    assert statuses(services, *three) == [Status.HELD] * 3


def test_nothing_selected_is_told(client, services, three):
    answer = press(client, signed_in(client, services), "spam")
    assert answer.status_code == 422
    assert "No comment is selected" in answer.text


@pytest.mark.parametrize("pick", ["", "x", "/", "x/0", "x/y"])
def test_a_selection_that_is_none_of_ours_is_refused(client, services, three, pick):
    form = next(one for one in forms_of(signed_in(client, services)) if one["action"] == "/review/decide")
    answer = client.post("/review/decide", data={**form["fields"], "decision": "spam", "pick": pick})
    assert answer.status_code == 422


def test_comments_of_another_site_are_left_alone(client, services, three):
    page = signed_in(client, services, sites=["elsewhere"])
    form = next(one for one in forms_of(page) if one["action"].endswith("/sign-out"))
    client.post("/review/decide", data={**form["fields"], "decision": "spam", "pick": f"{three[0]}/2"})
    assert statuses(services, *three) == [Status.HELD] * 3


def test_a_token_that_may_only_read_has_nothing_to_select(client, services, three):
    page = signed_in(client, services, verbs=[Verb.READ])
    assert 'type="checkbox"' not in page.text
    form = forms_of(page)[0]
    answer = client.post("/review/decide", data={**form["fields"], "decision": "spam", "pick": f"{three[0]}/2"})
    assert answer.status_code == 403
    assert statuses(services, *three) == [Status.HELD] * 3
