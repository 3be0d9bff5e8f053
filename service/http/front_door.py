"""The bare address: people who type it want the demo, or else the moderators' pages."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from service.http.current import services

blueprint = Blueprint("front_door", __name__)


@blueprint.get("/")
def show() -> Response:
    """To the demo if this installation has one, else to the moderators' desk."""
    return redirect(url_for("demo.article" if "demo" in services().settings.sites else "queue.show"))
