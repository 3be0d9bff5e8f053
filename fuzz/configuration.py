"""What operators write: settings with their rules, and patterns."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from fuzz.target import Target, text_of
from service.settings import SettingsError
from service.settings.load import load
from workers.checks import patterns
from workers.plugins import PluginError, options_from

_HOME = Path(tempfile.mkdtemp(prefix="rejoinder-fuzz-"))
_ENVIRONMENT = {"REJOINDER_HOME": str(_HOME), "REJOINDER_SECRET_KEY": os.urandom(32).hex()}


def settings(raw: bytes) -> None:
    """Whatever stands in rejoinder.toml, every mistake is told in words."""
    (_HOME / "rejoinder.toml").write_bytes(raw)
    try:
        load(_ENVIRONMENT)
    except SettingsError as error:
        assert error.mistakes and all(error.mistakes)


def pattern(raw: bytes) -> None:
    """A pattern that is taken can be matched."""
    with suppress(PluginError):
        given = options_from(patterns.Options, {"points": {text_of(raw): 1.0}}, where="here")
        for one in given.points:
            patterns._first(one, "the boat was late again and again")


_TOML = (
    b'[sites.blog]\norigins = ["https://blog.example"]\n[sites.blog.publisher]\nkind = "wordpress"\nurl = "http://a"\n',
    b'[[policies.default.rules]]\nname = "links"\nwhen = {links_at_least = 1, points_below = 9}\nthen = "hold"\n',
    b'[policies.default]\nhold_at = nan\nspam_at = -inf\n[policies.default.checks.links]\nweight = "2"\n',
    b'[limits]\nenabled = 1\n[outbound]\nallow = ["::1", 5]\n[privacy]\nfull_addresses = []\n[web]\nport = 99999\n',
    b'[[sites.blog.subscribers]]\nname = ""\nurl = "http://[::1"\nsecret_file = "nowhere"\n',
)
TARGETS = {
    "settings": Target(settings, _TOML),
    "pattern": Target(pattern, (rb"(a+)+$", rb"\bcheap\s+watches?\b", rb"(?i)[[:alpha:]]{2,}|\p{Greek}", b"(?<n>a")),
}
