"""Chromium in front of a real server, with a site called demo."""

import pytest

from service.domain.token import EVERY_SITE, Verb
from service.usecases import tokens
from tests.browser import chromium, served
from tests.builders import a_site, some_settings
from tests.e2e.pages.people import HERE

PATIENCE_MILLISECONDS = 10_000


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def settings(tmp_path):
    return some_settings(tmp_path, sites=[a_site(), a_site(name="demo", origins=(HERE,))])


@pytest.fixture
def address(app):
    with served(app) as found:
        yield found


@pytest.fixture
def open_page(browser, address):
    """Opens pages, and fails if one of them complained on its console or ran a comment's code."""
    contexts, complaints = [], []

    def opened(path="/review/sign-in", **options):
        contexts.append(browser.new_context(base_url=address, **options))
        contexts[-1].set_default_timeout(PATIENCE_MILLISECONDS)
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(path)
        return page

    yield opened
    for one in contexts:
        one.close()
    assert complaints == []


def _is_complaint(message):
    # Chromium reports each answer of 400 and more as an error; the pages with errors are meant to be looked at.
    return message.type in ("error", "warning") and "the server responded with a status of" not in message.text


@pytest.fixture
def token(services):
    return tokens.create(services, "Mona", sites=[EVERY_SITE], verbs=list(Verb))
