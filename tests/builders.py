"""Things to test with. Defaults make sense; name only what matters to the test."""

import base64
from pathlib import Path

from service.domain.comment import Submission
from service.domain.policy import Policy
from service.domain.site import PublisherSettings, Site, Subscriber
from service.settings import Settings, WebServer
from service.settings.model import Limits

SECRET_KEY = bytes(range(32))
WEBHOOK_SECRET = "whsec_" + base64.b64encode(bytes(range(24))).decode()
ORIGIN = "http://blog.example"
PAGE = f"{ORIGIN}/2026/harbour"


def a_submission(**changes):
    given = {
        "site": "blog",
        "page": PAGE,
        "name": "Ada",
        "email": "ada@example.org",
        "body": "The 7.10 boat never waits for the bus.",
        "address": "203.0.113.9",
        "agent": "Mozilla/5.0",
    }
    return Submission(**{**given, **changes})


def a_subscriber(**changes):
    return Subscriber(**{"name": "ops", "url": "http://127.0.0.1:9/hook", "secret": WEBHOOK_SECRET, **changes})


def a_site(**changes):
    given = {
        "name": "blog",
        "origins": (ORIGIN,),
        "policy": Policy(),
        "publisher": PublisherSettings(kind="static_site", options={"directory": "/nowhere"}),
        "subscribers": (a_subscriber(),),
    }
    return Site(**{**given, **changes})


def some_settings(home: Path, *, sites=None, **changes):
    given = {
        "home": home,
        "config": home / "rejoinder.toml",
        "database_url": f"sqlite:///{home / 'rejoinder.db'}",
        "redis_url": f"unix://{home / 'no.sock'}",
        "public_url": "http://127.0.0.1:8080",
        "trusted_proxies": 0,
        "log_format": "json",
        "secret_key": SECRET_KEY,
        "web": WebServer(),
        "limits": Limits(enabled=False),
        "policies": {"default": Policy()},
        "sites": {site.name: site for site in (sites if sites is not None else [a_site()])},
    }
    return Settings(**{**given, **changes})
