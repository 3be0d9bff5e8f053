import pytest

from tests.workers.checks.asking import opinion, points
from workers.checks import email_domain


@pytest.mark.parametrize(
    ("email", "given"),
    [
        ("ada@example.org", 0),
        ("x7qk2zz9@example.org", 0),
        ("a@mailinator.com", 1.0),
        ("a@MAILINATOR.com", 1.0),
        ("a@box.mailinator.com", 1.0),
        ("a@notmailinator.com", 0),
        ("", 0),
    ],
    ids=["usual", "random-looking", "disposable", "capitals", "subdomain", "another", "none"],
)
def test_points_for_disposable_addresses(email, given):
    assert points(email_domain, email=email) == given


def test_the_reason_names_the_domain_only():
    assert (
        opinion(email_domain, email="ada@x.yopmail.com").reason == "The email is a throw-away address of yopmail.com."
    )


def test_owners_add_and_allow_domains():
    assert points(email_domain, email="a@burn.example", options={"domains": ("Burn.example",)}) == 1.0
    assert points(email_domain, email="a@yopmail.com", options={"allow": ("yopmail.com",)}) == 0
