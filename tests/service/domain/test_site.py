import pytest

from service.domain.site import JudgeSettings, PublisherSettings, origin_of
from tests.builders import PAGE, a_site, a_subscriber


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://example.com/a?b#c", "https://example.com"),
        ("https://EXAMPLE.com:443/", "https://example.com"),
        ("http://example.com:8080", "http://example.com:8080"),
        ("http://[2001:db8::1]:81/x", "http://[2001:db8::1]:81"),
        ("https://user@example.com/", None),
        ("https://user:password@example.com/", None),
        ("ftp://example.com/", None),
        ("javascript:alert(1)", None),
        ("//example.com/", None),
        ("/path", None),
        ("http://example.com:port/", None),
        ("http://[broken/", None),
        ("", None),
    ],
)
def test_an_origin_is_what_browsers_write(url, origin):
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://blog.example/",
        "http://blog.example.evil.example/",
        "http://blog.example@evil.example/",
        "http://evil.example/#http://blog.example",
    ],
)
def test_a_site_owns_the_pages_on_its_origins_only(elsewhere):
    assert a_site().owns(PAGE)
    assert not a_site().owns(elsewhere)
    assert not a_site().may_return_to(elsewhere)


def test_readers_return_to_the_sites_pages_and_to_listed_addresses():
    site = a_site(return_urls=("https://thanks.example/page",))

    assert site.may_return_to(PAGE)
    assert site.may_return_to("https://thanks.example/page")
    assert not site.may_return_to("https://thanks.example/page/other")


def test_deliveries_share_the_host_they_go_to():
    assert (
        PublisherSettings(kind="wordpress", options={"url": "https://blog.example:8443/wp"}).host("b")
        == "blog.example:8443"
    )
    assert PublisherSettings(kind="static_site", options={"directory": "/x"}).host("blog") == "static_site:blog"
    assert a_subscriber(url="http://127.0.0.1:9/hook").host == "127.0.0.1:9"


def test_secrets_are_not_shown():
    assert a_subscriber().secret not in repr(a_site())


def test_feedback_goes_to_the_judges_host_or_a_name_of_ours():
    own = JudgeSettings(name="akismet", options={"url": "https://judge.example:8443/x"})
    assert (own.host("blog"), JudgeSettings(name="akismet").host("blog")) == ("judge.example:8443", "akismet:blog")
