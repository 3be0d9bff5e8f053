import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import contact_handles


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("WhatsApp me: +1 555 010 9999", 2.0),
        ("Write on Telegram @prof1t_guru", 2.0),
        ("t.me/prof1t", 2.0),
        ("t . me/prof1t", 2.0),
        ("w h a t s a p p +1 555 010 9999", 2.0),
        ("телеграм @dohod", 2.0),
        ("加微信abc12345", 2.0),
        ("微信：abc12345", 2.0),
        ("I deleted WhatsApp and Telegram in 2021", 0),
        ("the signal was weak at 10:30", 0),
        ("the office is at +1 555 010 9999", 0),
    ],
    ids=[
        "whatsapp",
        "telegram",
        "link",
        "spaced link",
        "spaced",
        "Russian",
        "Chinese",
        "Chinese id",
        "honest",
        "signal",
        "phone",
    ],
)
def test_points_for_contacts_in_messengers(body, given):
    assert points(contact_handles, body) == given


def test_the_reason_shows_it_and_the_span_where():
    found = opinion(contact_handles, "Ask on Telegram: @guru now")
    assert found.reason == "Gives a contact in a messenger: “telegram: @guru”."
    assert found.span == (7, 22)


def test_the_points_are_an_option():
    assert points(contact_handles, "t.me/x1", options={"points": 0.5}) == 0.5
