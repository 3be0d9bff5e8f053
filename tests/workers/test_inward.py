"""Nobody looks into our network: not at the start, not in any attempt, whoever answers for a name.

Every connect is intercepted: one to an address that was not checked fails the test, and none leaves the machine.
"""

import socket

import pytest

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.site import JudgeSettings, PublisherSettings
from service.settings import SettingsError
from tests.builders import WEBHOOK_SECRET, a_site, a_subscriber, some_settings
from tests.workers.judges.building import an_inquiry
from tests.workers.notifiers.test_webhook import DELIVERY, NOW
from tests.workers.publishers.building import a_publication
from workers import destinations
from workers.judges import akismet, hook
from workers.notifiers.webhook import notify
from workers.outbound import GuardedOutbound
from workers.publishers import webhook, wordpress
from workers.runtime import build, mistakes_in

PUBLIC = "93.184.215.14"
# What the address itself says, in all its spellings.
WRITTEN = [
    "http://127.0.0.1/",
    "http://127.8.8.8:6379/",
    "http://localhost/",
    "http://a.localhost/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:a9fe:a9fe::]/",
    "http://[2001:0:a9fe:a9fe::1]/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
]
# What names lead to.
LED_TO = [
    ["127.0.0.1"],
    ["169.254.169.254"],
    ["10.0.0.1"],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::7f00:1"],
    ["2002:7f00:1::"],
    ["fe80::1%eth0"],
    [PUBLIC, "127.0.0.1"],
    ["127.0.0.1", PUBLIC],
]


def tells_a_subscriber(door, url):
    notify(DELIVERY, a_subscriber(url=url), door, now=NOW)


def publishes_by_webhook(door, url):
    webhook.build(a_site(), webhook.Options(url=url, secret=WEBHOOK_SECRET), door).reconcile(a_publication())


def publishes_to_wordpress(door, url):
    options = wordpress.Options(url=url, user="u", password="p")
    wordpress.build(a_site(), options, door).reconcile(a_publication())


def asks_a_hook(door, url):
    hook.build(a_site(), hook.Options(url=url, secret=WEBHOOK_SECRET), door).ask(an_inquiry())


def asks_akismet(door, url):
    akismet.build(a_site(), akismet.Options(key="k", url=url), door).ask(an_inquiry())


EVERYBODY = [tells_a_subscriber, publishes_by_webhook, publishes_to_wordpress, asks_a_hook, asks_akismet]


@pytest.fixture
def connects(monkeypatch):
    """Where connections would have gone, by whatever way; none is made."""
    seen = []

    def refuse(_, address, *__):
        seen.append(address[0])
        assert address[0] == PUBLIC, f"a connection to {address}"
        raise ConnectionRefusedError("intercepted")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    return seen


@pytest.fixture
def names(monkeypatch):
    """What the DNS says to each question in turn; addresses are no questions."""
    answers, really = [], socket.getaddrinfo

    def asked(host, port, *rest, **options):
        if host != "name.example" or options.get("flags", 0) & socket.AI_NUMERICHOST:
            return really(host, port, *rest, **{**options, "flags": socket.AI_NUMERICHOST})
        found = answers.pop(0)
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in found]
        return [(family, socket.SOCK_STREAM, 6, "", (one, port)) for family, one in zip(families, found, strict=True)]

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    return answers


def refused(do, url):
    with pytest.raises(DeliveryFailed) as caught:
        do(GuardedOutbound(), url)
    return caught.value.failure


@pytest.mark.parametrize("do", EVERYBODY)
def test_a_public_name_is_connected_to_at_its_address(do, connects, names):
    names.append([PUBLIC])
    assert refused(do, "https://name.example/") is Failure.UNREACHABLE
    assert connects == [PUBLIC]


@pytest.mark.parametrize("do", EVERYBODY)
@pytest.mark.parametrize("url", [one for one in WRITTEN if "localhost" not in one])
def test_no_spelling_of_an_inner_address_is_connected_to(do, url, connects, names):
    assert refused(do, url) is Failure.PERMANENT
    assert connects == []


@pytest.mark.parametrize("do", EVERYBODY)
@pytest.mark.parametrize("found", LED_TO, ids=str)
def test_no_name_that_leads_inside_is_connected_to(do, found, connects, names):
    names.append(found)
    assert refused(do, "https://name.example/") is Failure.PERMANENT
    assert connects == []


@pytest.mark.parametrize("do", EVERYBODY)
def test_a_name_that_leads_elsewhere_the_next_time_is_looked_at_each_time(do, connects, names):
    names.extend([[PUBLIC], ["127.0.0.1"], [PUBLIC], ["169.254.169.254"]])
    failures = [refused(do, "https://name.example/") for _ in range(4)]

    assert failures == [Failure.UNREACHABLE, Failure.PERMANENT] * 2
    assert connects == [PUBLIC, PUBLIC]
    assert names == [], "asked once for each attempt, so that there is no second answer to connect to"


def settings_with(tmp_path, url, **changes):
    options = {"url": url, "secret": WEBHOOK_SECRET}
    site = a_site(
        subscribers=(a_subscriber(url=url),),
        publisher=PublisherSettings(kind="webhook", options=options),
        judges={"hook": JudgeSettings(name="hook", options=options)},
    )
    return some_settings(tmp_path, sites=[site], **changes)


@pytest.mark.parametrize("url", WRITTEN)
def test_at_the_start_each_of_them_is_refused_in_the_settings(url, tmp_path, connects, names):
    mistakes = mistakes_in(settings_with(tmp_path, url))

    assert [one.partition(": ")[0] for one in mistakes] == [
        "sites.blog.subscribers.ops.url",
        "sites.blog.publisher.url",
        "sites.blog.judges.hook.url",
    ]
    assert all("to `allow` under [outbound]" in one for one in mistakes)


def test_what_the_operator_allows_and_what_only_the_dns_knows_is_no_mistake(tmp_path, names):
    assert list(destinations.forbidden(settings_with(tmp_path, "http://[::1]:81/", outbound_allow={"[::1]:81"}))) == []
    names.append([PUBLIC])
    assert mistakes_in(settings_with(tmp_path, "https://name.example/")) == []
    assert names == [[PUBLIC]], "a server starts without asking"


def test_a_runtime_is_not_built_with_them(services):
    with pytest.raises(SettingsError, match=r"127\.0\.0\.1:9 leads to 127\.0\.0\.1"):
        build(services)
