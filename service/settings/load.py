"""Read the environment and the file into `Settings`."""

import base64
import tomllib
from collections.abc import Mapping
from pathlib import Path

from service.settings.addresses import read_database_url, read_public_url, read_redis_url
from service.settings.files import UnreadableError, text_of
from service.settings.limits import read_limits
from service.settings.model import Settings, SettingsError, WebServer
from service.settings.policies import read_policies
from service.settings.sites import read_sites
from service.settings.table import Table
from service.settings.web import read_web

SECRET_KEY_BYTES = 32
_LOG_FORMATS = ("json", "console")
_NO_KEY = (
    "there is no secret key in {path} ({reason}); emails are encrypted with it, so nothing starts without. Put it back "
    "from your backup or, where there are no comments yet, make one: `openssl rand -base64 32 > {path}`. "
    "REJOINDER_SECRET_KEY and REJOINDER_SECRET_KEY_FILE are other ways to give it"
)


def load(environ: Mapping[str, str]) -> Settings:
    """The settings of this process. Raises `SettingsError` with all mistakes at once."""
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
        secret_key=_secret_key(environ, home, mistakes),
        web=web,
        limits=read_limits(root.table("limits")),
        outbound_allow=_allowed(root.table("outbound")),
        full_addresses=_full_addresses(root.table("privacy")),
        policies=policies,
        sites=read_sites(root.table("sites"), policies=policies, folder=config.parent, environ=environ),
    )
    root.finish()
    if mistakes:
        raise SettingsError(mistakes)
    return settings


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


def _secret_key(environ: Mapping[str, str], home: Path, mistakes: list[str]) -> bytes:
    written, source = environ.get("REJOINDER_SECRET_KEY"), "REJOINDER_SECRET_KEY"
    if not written:
        path = Path(environ.get("REJOINDER_SECRET_KEY_FILE") or home / "secret.key")
        source = str(path)
        try:
            written = text_of(path).strip()
        except UnreadableError as error:
            mistakes.append(_NO_KEY.format(path=path, reason=error))
            return b""
    try:
        key = base64.b64decode(written, validate=True)
    except ValueError:
        key = b""
    if len(key) != SECRET_KEY_BYTES:
        mistakes.append(f"{source} must hold {SECRET_KEY_BYTES} random bytes in base64")
    return key


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
