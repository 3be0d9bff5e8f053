"""Read the environment and the file into `Settings`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from service.settings.addresses import read_database_url, read_public_url, read_redis_url
from service.settings.files import UnreadableError, text_of
from service.settings.limits import read_limits
from service.settings.model import Settings, SettingsError, WebServer
from service.settings.policies import read_policies
from service.settings.secret_key import read_secret_key
from service.settings.sites import read_sites
from service.settings.table import Table
from service.settings.web import read_web

_LOG_FORMATS = ("json", "console")


def load(environ: Mapping[str, str]) -> Settings:
    """The settings of this process. Raises `SettingsError` with all mistakes at once."""
    settings, mistakes = read(environ)
    if mistakes:
        raise SettingsError(mistakes)
    return settings


def read(environ: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """The settings, with a default wherever there is a mistake, and all mistakes: for who goes on to look for more."""
    mistakes: list[str] = []
    home = Path(environ.get("REJOINDER_HOME") or "var").resolve()
    config = Path(environ.get("REJOINDER_CONFIG") or home / "rejoinder.toml").resolve()
    root = Table(_toml(config, mistakes), where="", mistakes=mistakes)
    web = read_web(root.table("web"), environ)
    policies = read_policies(root.table("policies"))
    settings = Settings(
        home=home,
        config=config,
        database_url=read_database_url(environ, home=home, mistakes=mistakes),
        redis_url=read_redis_url(environ, mistakes=mistakes),
        public_url=read_public_url(environ, default=_own_url(web), mistakes=mistakes),
        trusted_proxies=_number(environ, "REJOINDER_TRUSTED_PROXIES", 0, mistakes),
        log_format=_log_format(environ, mistakes),
        secret_key=read_secret_key(environ, home=home, mistakes=mistakes),
        web=web,
        limits=read_limits(root.table("limits")),
        outbound_allow=_allowed(root.table("outbound")),
        full_addresses=_full_addresses(root.table("privacy")),
        policies=policies,
        sites=read_sites(root.table("sites"), policies=policies, folder=config.parent, environ=environ),
    )
    root.finish()
    _refuse_debugging(environ, mistakes)
    return settings, mistakes


def _toml(config: Path, mistakes: list[str]) -> object:
    try:
        return tomllib.loads(text_of(config)) if config.exists() else _missing(config, mistakes)
    except UnreadableError as error:
        mistakes.append(f"{config} cannot be read: {error}")
    except tomllib.TOMLDecodeError as error:
        mistakes.append(f"{config} is not valid TOML: {error}")
    return {}


def _missing(config: Path, mistakes: list[str]) -> dict[str, object]:
    mistakes.append(f"{config} is not there; `rejoinder up` writes a first one, or set REJOINDER_CONFIG")
    return {}


def _number(environ: Mapping[str, str], name: str, default: int, mistakes: list[str]) -> int:
    written = environ.get(name, "")
    if written and not written.isdecimal():
        mistakes.append(f"{name} is {written!r}, but must be a whole number, 0 or more")
        return default
    return int(written or default)


def _log_format(environ: Mapping[str, str], mistakes: list[str]) -> str:
    written = environ.get("REJOINDER_LOG_FORMAT") or "json"
    if written not in _LOG_FORMATS:
        mistakes.append(f"REJOINDER_LOG_FORMAT is {written!r}, but must be one of {', '.join(_LOG_FORMATS)}")
    return written


def _refuse_debugging(environ: Mapping[str, str], mistakes: list[str]) -> None:
    """Flask looks at this variable by itself, and lets errors through to whoever asked."""
    if environ.get("FLASK_DEBUG", "0").lower() not in ("", "0", "false", "no"):
        mistakes.append("FLASK_DEBUG is set, so that errors would show what they should not; unset it")


def _own_url(web: WebServer) -> str:
    return f"http://[{web.host}]:{web.port}" if ":" in web.host else f"http://{web.host}:{web.port}"


def _allowed(table: Table) -> frozenset[str]:
    allowed = table.texts("allow")
    table.finish()
    return frozenset(allowed)


def _full_addresses(table: Table) -> bool:
    full = table.get("full_addresses_to_hosts", bool, False)
    table.finish()
    return full
