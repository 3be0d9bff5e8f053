"""Styles, scripts and pictures of our own pages: every file under `web/assets` at `/assets/`."""

from pathlib import Path

from flask import Blueprint

blueprint = Blueprint(
    "assets", __name__, static_folder=Path(__file__).parent.parent / "web" / "assets", static_url_path="/assets"
)
