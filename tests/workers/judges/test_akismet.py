from datetime import UTC, datetime, timedelta

import pytest

from service.domain.comment import FormSignals
from service.domain.delivery import DeliveryFailed
from service.domain.sample import Label
from tests.builders import ORIGIN, PAGE, a_site
from tests.host_server import Reply
from tests.workers.judges.building import an_inquiry
from tests.workers.judges.fake_akismet import KEY, FakeAkismet, fields_of, text
from workers.judges import Learner
from workers.judges.akismet import Options, build
from workers.outbound import GuardedOutbound

SPAM = "akismet-guaranteed-spam"


@pytest.fixture
def akismet(host):
    host.respond = FakeAkismet()
    doors = []

    def make(**options):
        doors.append(GuardedOutbound(allow=[host.place]))
        return build(a_site(), Options(**{"key": KEY, "url": host.url, **options}), doors[-1])

    yield make
    for door in doors:
        door.close()


def asked(host):
    return fields_of(host.requests[-1])


def test_spam_ham_and_blatant_spam_are_worth_what_the_options_say(akismet, host):
    judge = akismet(spam_points=3, discard_points=9, ham_points=-1)

    spam = judge.ask(an_inquiry(name=SPAM))
    ham = judge.ask(an_inquiry())
    host.instead.append(text(b"true", X_akismet_pro_tip="discard"))
    blatant = judge.ask(an_inquiry(name=SPAM))

    assert [(one.points, one.said) for one in (spam, ham, blatant)] == [
        (3, Label.SPAM),
        (-1, Label.HAM),
        (9, Label.SPAM),
    ]
    assert [one.ask_again for one in (spam, ham, blatant)] == [None] * 3


def test_by_itself_it_holds_and_what_it_would_discard_is_spam(akismet):
    policy, options = a_site().policy, akismet().options

    assert policy.hold_at <= options.spam_points < policy.spam_at <= options.discard_points


def test_it_gets_what_it_documents_and_nothing_of_the_reader_that_nobody_allowed(akismet, host):
    received = datetime(2026, 11, 22, 9, 59, 58, 7, tzinfo=UTC)
    akismet().ask(an_inquiry(url="https://ada.example/", title="The harbour", received_at=received))

    assert asked(host) == {
        "api_key": KEY,
        "blog": ORIGIN,
        "blog_charset": "UTF-8",
        "user_ip": "203.0.113.0",
        "permalink": PAGE,
        "comment_type": "comment",
        "comment_author": "Ada",
        "comment_author_url": "https://ada.example/",
        "comment_content": "The 7.10 boat never waits for the bus.",
        "comment_date_gmt": "2026-11-22T09:59:58Z",
        "comment_context": "The harbour",
    }
    assert host.requests[0].path == "/1.1/comment-check"
    assert host.requests[0].headers["content-type"] == "application/x-www-form-urlencoded; charset=UTF-8"


def test_the_owner_may_let_it_have_email_address_and_agent(akismet, host):
    akismet(send_email=True, send_address=True, send_agent=True, blog="https://other.example", test=True).ask(
        an_inquiry(parent="b2", form=FormSignals(trap="x"))
    )

    told = {
        "blog": "https://other.example",
        "user_ip": "203.0.113.9",
        "user_agent": "Mozilla/5.0",
        "comment_author_email": "ada@example.org",
        "comment_type": "reply",
        "comment_parent": "b2",
        "is_test": "1",
        "honeypot_field_name": "website_confirm",
        "website_confirm": "x",
    }
    assert asked(host) | told == asked(host)


def test_asked_again_it_is_told_so(akismet, host):
    akismet().ask(an_inquiry())
    assert "recheck_reason" not in asked(host)

    akismet().ask(an_inquiry(attempt=2))
    assert asked(host)["recheck_reason"]


@pytest.mark.parametrize(
    ("header", "again"),
    [("120", 120), ("", None), ("soon", None), ("-5", None), ("99999999999", 86400), ("٣", None)],
)
def test_a_provisional_answer_says_when_to_ask_again(akismet, host, header, again):
    reply = text(b"false", **({"X_akismet_recheck_after": header} if header.isascii() else {}))
    host.instead.append(reply)

    expected = None if again is None else timedelta(seconds=again)
    assert akismet().ask(an_inquiry()).ask_again == expected


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (text(b"invalid"), "does not accept the key"),
        (text(b"Missing required field: blog"), "Missing required field: blog"),
        (text(b"", X_akismet_debug_help="Empty 'blog' value"), "nothing (Empty 'blog' value)"),
        (text(b"false", X_akismet_error="10003"), "(10003)"),
        (text(b"x", X_akismet_alert_code="10005", X_akismet_alert_msg="Your key is abused"), "(Your key is abused)"),
    ],
    ids=["key", "field", "help", "account", "alert"],
)
def test_what_is_no_answer_fails_with_all_the_help_that_there_is(akismet, host, reply, said):
    host.instead.append(reply)

    with pytest.raises(DeliveryFailed) as failed:
        akismet().ask(an_inquiry())

    assert said in failed.value.message


def test_a_reader_without_a_known_address_makes_akismet_complain_and_that_is_told(akismet):
    with pytest.raises(DeliveryFailed, match="Missing required field: user_ip"):
        akismet().ask(an_inquiry(address=""))


def test_feedback_has_the_very_fields_of_the_question_and_what_was_answered(akismet, host):
    judge = akismet(send_email=True)
    assert isinstance(judge, Learner)
    judge.ask(an_inquiry())
    question = asked(host)

    judge.tell(an_inquiry(said=Label.HAM), Label.SPAM)
    judge.tell(an_inquiry(said=Label.SPAM), Label.HAM)
    judge.tell(an_inquiry(), Label.HAM)

    assert host.respond.feedback == [
        ("spam", question | {"comment_check_response": "false"}),
        ("ham", question | {"comment_check_response": "true"}),
        ("ham", question),
    ]


@pytest.mark.parametrize("body", [b"", b"invalid", b"true", b"Thanks"], ids=repr)
def test_feedback_that_is_not_thanked_for_has_failed(akismet, host, body):
    host.instead.append(Reply(body=body))

    with pytest.raises(DeliveryFailed):
        akismet().tell(an_inquiry(said=Label.HAM), Label.SPAM)


def test_a_wrong_key_is_found_before_the_first_comment(akismet, host):
    (problem,) = akismet(key="nonsense").problems()

    assert "does not accept the key" in problem
    assert "unable to parse your blog URI" in problem
    assert fields_of(host.requests[0]) == {"key": "nonsense", "blog": ORIGIN}


def test_an_empty_key_is_a_mistake_in_the_settings():
    with pytest.raises(ValueError, match="key is empty"):
        Options(key="")


def test_the_key_shows_in_no_message(akismet):
    assert KEY not in repr(akismet().options)
