"""Deciding from the pages: what happens, what is said, and what is never lost."""

import pytest

from service.domain.comment import Decision, Status
from service.domain.delivery import DeliveryStatus
from service.domain.token import Verb
from service.storage import deliveries
from service.usecases import review
from service.usecases.decide import decide
from tests.desk import decided, signed_in
from tests.forms import forms_of, submit
from tests.scenes import a_held_comment, one_approved_by_hand


def status_of(services, comment):
    return review.detail(services, comment).comment.status


@pytest.mark.parametrize(
    ("button", "status"),
    [("approve", Status.APPROVED), ("reject", Status.REJECTED), ("spam", Status.SPAM)],
)
def test_a_button_in_the_queue_decides(client, services, button, status):
    comment = a_held_comment(services, name="Ada")
    page = submit(client, signed_in(client, services), to=comment, press=button)
    assert status_of(services, comment) is status
    assert page.request.path == "/review/"
    assert 'role="status"' in page.text
    assert "the comment of Ada" in page.text


def test_the_notice_undoes_the_decision(client, services):
    comment = a_held_comment(services)
    page = submit(client, signed_in(client, services), to=comment, press="approve")
    page = submit(client, page, to=comment, press="undo")
    assert status_of(services, comment) is Status.HELD
    assert "You undid the last decision" in page.text


def test_the_reason_is_kept_in_the_history(client, services):
    comment = a_held_comment(services)
    signed_in(client, services)
    decided(client, comment, "reject", reason="Off topic, sorry.")
    last = review.detail(services, comment).history[-1]
    assert (last.actor, last.action, last.reason) == ("Mona", "reject", "Off topic, sorry.")


def test_after_a_decision_the_next_comment_of_the_list_comes(client, services, clock):
    older = a_held_comment(services, name="Ada")
    clock.tick(minutes=1)
    newer = a_held_comment(services, name="Grace")
    signed_in(client, services)
    page = decided(client, newer, "approve")
    assert page.request.path == f"/review/comments/{older}"
    assert "You approved the comment of Grace." in page.text
    assert decided(client, older, "approve").request.path == "/review/"


def test_deciding_leads_back_to_the_same_list(client, services):
    comment = one_approved_by_hand(services)
    signed_in(client, services)
    page = submit(client, client.get("/review/?status=approved&site=blog"), to=comment, press="spam")
    assert page.request.args["status"] == "approved"
    assert page.request.args["site"] == "blog"


def test_a_decision_on_what_somebody_else_decided_says_what_happened_and_loses_nothing(client, services, clock):
    comment = a_held_comment(services)
    signed_in(client, services)
    seen = client.get(f"/review/comments/{comment}")
    decide(services, comment, Decision.SPAM, actor="Bob")
    clock.tick(seconds=20)
    answer = submit(client, seen, to=comment, press="approve", reason="A regular of ours.")
    assert answer.status_code == 412
    assert "Bob marked it as spam 20 seconds ago" in answer.text
    assert "Your decision (approve) was not carried out" in answer.text
    assert "A regular of ours.</textarea>" in answer.text
    assert status_of(services, comment) is Status.SPAM
    again = submit(client, answer, to=comment, press="approve")
    assert again.status_code == 200
    assert status_of(services, comment) is Status.APPROVED


def test_a_decision_that_the_status_forbids_says_why(client, services):
    comment = a_held_comment(services)
    signed_in(client, services)
    seen = client.get(f"/review/comments/{comment}")
    answer = _sent(client, seen, comment, decision="undo")
    assert answer.status_code == 409
    assert "There is no decision to undo" in answer.text


def test_looking_never_decides(client, services):
    comment = a_held_comment(services)
    signed_in(client, services)
    client.get(f"/review/comments/{comment}?decision=approve&version=2")
    assert status_of(services, comment) is Status.HELD


def test_a_forged_form_decides_nothing(client, services):
    comment = a_held_comment(services)
    signed_in(client, services)
    answer = client.post(f"/review/comments/{comment}", data={"decision": "approve", "version": 2})
    assert answer.status_code == 400
    assert status_of(services, comment) is Status.HELD


def test_the_api_needs_no_form_token(client, services, moderator):
    comment = a_held_comment(services)
    assert client.post(f"/v1/review/comments/{comment}/approve", headers=moderator).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [{"decision": "burn"}, {"decision": "approve", "version": "two"}, {"decision": "approve", "version": "9" * 5000}],
)
def test_a_form_that_is_not_ours_is_explained(client, services, fields):
    comment = a_held_comment(services)
    signed_in(client, services)
    answer = _sent(client, client.get(f"/review/comments/{comment}"), comment, **fields)
    assert answer.status_code == 422
    assert "Go back" in answer.text


def test_a_token_that_may_only_read_sees_no_working_button_and_decides_nothing(client, services):
    comment = a_held_comment(services)
    page = signed_in(client, services, verbs=[Verb.READ])
    assert 'value="approve"' not in page.text
    seen = client.get(f"/review/comments/{comment}")
    assert "Your token may only read." in seen.text
    assert _sent(client, seen, comment, decision="approve").status_code == 403
    assert status_of(services, comment) is Status.HELD


def test_a_token_of_another_site_decides_nothing(client, services):
    comment = a_held_comment(services)
    page = signed_in(client, services, sites=["elsewhere"])
    answer = _sent(client, page, comment, decision="approve", version="2", to="/sign-out")
    assert answer.status_code == 404
    assert status_of(services, comment) is Status.HELD


def test_a_dead_delivery_can_be_tried_again(client, services):
    comment = one_approved_by_hand(services)
    _bury_all(services, comment)
    signed_in(client, services)
    page = client.get(f"/review/comments/{comment}")
    assert "Given up: could not publish to static_site. The disk is full." in page.text
    found = next(one for one in review.detail(services, comment).deliveries if one.status is DeliveryStatus.DEAD)
    page = submit(client, page, to=f"{found.id}/retry")
    assert page.request.path == f"/review/comments/{comment}"
    revived = {one.id: one.status for one in review.detail(services, comment).deliveries}
    assert revived[found.id] is DeliveryStatus.PENDING


def _sent(client, page, comment, *, to=None, **fields):
    """What a browser would send, with fields that no button of the page has."""
    form = next(one for one in forms_of(page) if one["action"].endswith(to or comment))
    return client.post(f"/review/comments/{comment}", data={**form["fields"], **fields})


def _bury_all(services, comment):
    with services.database.begin() as tx:
        for one in deliveries.of(tx, comment):
            deliveries.bury(tx, one, at=services.clock(), error="The disk is full")


def test_a_reason_is_kept_as_it_was_typed(client, services):
    comment = a_held_comment(services)
    signed_in(client, services)
    decided(client, comment, "reject", reason=" One.\r\nTwo.\r\n")
    assert review.detail(services, comment).history[-1].reason == "One.\nTwo."


@pytest.mark.parametrize("reason", ["x" * 1001, "a\0b"])
def test_a_reason_that_cannot_be_kept_is_told_and_nothing_decided(client, services, reason):
    comment = a_held_comment(services)
    signed_in(client, services)
    answer = decided(client, comment, "reject", reason=reason)
    assert answer.status_code == 422
    assert status_of(services, comment) is Status.HELD
