"""Sites out of their tables."""

import re
from collections.abc import Mapping
from pathlib import Path

from service.domain.policy import Policy
from service.domain.signing import BadSecret, keys_of
from service.domain.site import PublisherSettings, Site, Subscriber, origin_of
from service.settings.judges import read_judges
from service.settings.table import Table

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_PUBLISHERS = ("static_site", "wordpress", "webhook")


def read_sites(
    table: Table, *, policies: Mapping[str, Policy], folder: Path, environ: Mapping[str, str]
) -> dict[str, Site]:
    """Every `[sites.NAME]`, with its publisher and subscribers."""
    sites = {}
    for name, one in table.tables():
        if not _NAME.fullmatch(name):
            one.note(f"{one.where}: a site's name is made of a-z, 0-9, - and _, at most 63 of them")
        sites[name] = _site(name, one, policies=policies, folder=folder, environ=environ)
        one.finish()
    return sites


def _site(name: str, table: Table, *, policies: Mapping[str, Policy], folder: Path, environ: Mapping[str, str]) -> Site:
    policy = table.get("policy", str, "default")
    if policy not in policies:
        table.note(f"{table.where}.policy is {policy!r}, but there is no [policies.{policy}]")
    return Site(
        name=name,
        origins=_origins(table),
        return_urls=table.texts("return_urls"),
        policy=policies.get(policy, Policy()),
        shadow=_shadow(table, policy=policy, policies=policies),
        publisher=_publisher(table, folder=folder, environ=environ),
        subscribers=_subscribers(table, folder=folder, environ=environ),
        judges=read_judges(table.table("judges"), folder=folder, environ=environ),
    )


def _shadow(table: Table, *, policy: str, policies: Mapping[str, Policy]) -> Policy | None:
    shadow = table.get("shadow", str, "")
    if not table.has("shadow"):
        return None
    if shadow not in policies and not table.is_wrong("shadow"):
        table.note(f"{table.where}.shadow is {shadow!r}, but there is no [policies.{shadow}]")
    if shadow == policy:
        table.note(f"{table.where}.shadow is {shadow!r}, which is the live policy: name another one, or leave it out")
    return policies.get(shadow)


def _origins(table: Table) -> tuple[str, ...]:
    written = table.texts("origins")
    if not written and not table.is_wrong("origins"):
        table.note(
            f'{table.where}.origins is missing: list where the pages lie, like origins = ["https://example.com"]'
        )
    for origin in written:
        if origin_of(origin) != origin:
            table.note(
                f"{table.where}.origins: {origin!r} is not an origin; write scheme://host[:port], no path, no slash"
            )
    return written


def _publisher(table: Table, *, folder: Path, environ: Mapping[str, str]) -> PublisherSettings | None:
    if not table.has("publisher"):
        return None
    inner = table.table("publisher")
    kind = inner.get("kind", str, "")
    if not kind:
        inner.note(f"{inner.where}.kind is missing; it is one of {', '.join(_PUBLISHERS)}")
    options = inner.rest(folder=folder, environ=environ)
    if isinstance(options.get("directory"), str):
        options["directory"] = str((folder / options["directory"]).resolve())
    return PublisherSettings(kind=kind, options=options)


def _subscribers(table: Table, *, folder: Path, environ: Mapping[str, str]) -> tuple[Subscriber, ...]:
    subscribers = []
    for one in table.list_of_tables("subscribers"):
        name, url = one.get("name", str, ""), one.get("url", str, "")
        options = one.rest(folder=folder, environ=environ)
        secret = str(options.pop("secret", ""))
        _check_subscriber(one, name=name, url=url, secret=secret, unknown=list(options))
        subscribers.append(Subscriber(name=name, url=url, secret=secret))
    if len({one.name for one in subscribers}) < len(subscribers):
        table.note(f"{table.where}.subscribers: two have the same name")
    return tuple(subscribers)


def _check_subscriber(table: Table, *, name: str, url: str, secret: str, unknown: list[str]) -> None:
    for key in unknown:
        table.note(f"{table.where}.{key} is not a setting; known here: name, url, secret_file, secret_env")
    if not name:
        table.note(f"{table.where}.name is missing")
    if origin_of(url) is None:
        table.note(f"{table.where}.url is {url!r}, but must start with https:// or http://")
    _check_secret(table, secret)


def _check_secret(table: Table, secret: str) -> None:
    written = [key for key in ("secret_file", "secret_env", "secret") if table.has(key)]
    if any(table.is_wrong(key) for key in written):
        return
    try:
        keys_of(secret)
    except BadSecret as error:
        table.note(
            f"{table.where}.{written[0]}: {error}" if written else f"{table.where}.secret_file is missing. {error}"
        )
