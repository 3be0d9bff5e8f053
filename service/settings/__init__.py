"""Settings: declared once, read from the environment and `rejoinder.toml`, every mistake told in one message."""

from service.settings.load import load, read
from service.settings.model import Limits, Settings, SettingsError, WebServer
from service.settings.web import wished_port

__all__ = ["Limits", "Settings", "SettingsError", "WebServer", "load", "read", "wished_port"]
