"""The services of the application that answers this request."""

from typing import cast

from flask import current_app

from service.services import Services


def services() -> Services:
    """What `create_app` was given."""
    return cast("Services", current_app.extensions["rejoinder"])
