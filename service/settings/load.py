"""Read the environment and the file into `Settings`."""

import base64
import binascii
import tomllib
from collections.abc import Mapping
from pathlib import Path

from service.settings.model import Limits, Settings, SettingsError, WebServer
from service.settings.sites import read_policies, read_sites
from service.settings.table import Table

SECRET_KEY_BYTES = 32
_LOG_FORMATS = ("json", "console")


def load(environ: Mapping[str, str]) -> Settings:
    """The settings of this process. Raises `SettingsError` with all mistakes at once."""
    mistakes: list[str] = []
    home = Path(environ.get("REJOINDER_HOME") or "var").resolve()
    config = Path(environ.get("REJOINDER_CONFIG") or home / "rejoinder.toml").resolve()
    root = Table(_toml(config, mistakes), where="", mistakes=mistakes)
    web = _web(root.table("web"), environ)
    policies = read_policies(root.table("policies"))
    settings = Settings(
        home=home,
        config=config,
        database_url=_address(environ, "DATABASE_URL", mistakes) or f"sqlite:///{home / 'rejoinder.db'}",
        redis_url=_address(environ, "REDIS_URL", mistakes) or "redis://127.0.0.1:6379/0",
        public_url=(environ.get("REJOINDER_PUBLIC_URL") or f"http://{web.host}:{web.port}").rstrip("/"),
        trusted_proxies=_number(environ, "REJOINDER_TRUSTED_PROXIES", 0, mistakes),
        log_format=_log_format(environ, mistakes),
        secret_key=_secret_key(environ, home, mistakes),
        web=web,
        limits=_limits(root.table("limits")),
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
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError:
        mistakes.append(f"{config} is not there; `rejoinder up` writes a first one, or set REJOINDER_CONFIG")
    except (OSError, UnicodeDecodeError) as error:
        mistakes.append(f"{config} cannot be read: {error}")
    except tomllib.TOMLDecodeError as error:
        mistakes.append(f"{config} is not valid TOML: {error}")
    return {}


def _address(environ: Mapping[str, str], name: str, mistakes: list[str]) -> str:
    """The variable, or what the file holds that the variable with `_FILE` names: an address may contain a password."""
    if environ.get(name) or not environ.get(f"{name}_FILE"):
        return environ.get(name, "")
    try:
        return Path(environ[f"{name}_FILE"]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        mistakes.append(f"{name}_FILE cannot be read: {error}")
        return ""


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
    written = environ.get("REJOINDER_SECRET_KEY")
    source = "REJOINDER_SECRET_KEY"
    if not written:
        path = Path(environ.get("REJOINDER_SECRET_KEY_FILE") or home / "secret.key")
        source = str(path)
        try:
            written = path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            mistakes.append(
                f"there is no secret key ({error}); emails are encrypted with it, so nothing starts without: "
                "set REJOINDER_SECRET_KEY or REJOINDER_SECRET_KEY_FILE to 32 random bytes in base64"
            )
            return b""
    try:
        key = base64.b64decode(written, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != SECRET_KEY_BYTES:
        mistakes.append(f"{source} must hold {SECRET_KEY_BYTES} random bytes in base64")
    return key


def _web(table: Table, environ: Mapping[str, str]) -> WebServer:
    fallback = WebServer()
    web = WebServer(
        host=table.get("host", str, fallback.host),
        port=_number(environ, "PORT", table.get("port", int, fallback.port), table.mistakes),
        workers=table.get("workers", int, fallback.workers),
        threads=table.get("threads", int, fallback.threads),
    )
    table.finish()
    return web


def _limits(table: Table) -> Limits:
    fallback = Limits()
    limits = Limits(
        enabled=table.get("enabled", bool, fallback.enabled),
        submit=table.get("submit", str, fallback.submit),
        read=table.get("read", str, fallback.read),
        sign_in=table.get("sign_in", str, fallback.sign_in),
    )
    table.finish()
    return limits


def _allowed(table: Table) -> frozenset[str]:
    allowed = table.texts("allow")
    table.finish()
    return frozenset(allowed)


def _full_addresses(table: Table) -> bool:
    full = table.get("full_addresses_to_hosts", bool, False)
    table.finish()
    return full
