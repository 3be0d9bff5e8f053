"""A moderator at the desk, without a browser."""

from service.domain.token import EVERY_SITE, Verb
from service.usecases import tokens
from tests.forms import submit


def signed_in(client, services, *, name="Mona", sites=(EVERY_SITE,), verbs=tuple(Verb)):
    """The queue as `name` sees it after signing in with a new token."""
    text = tokens.create(services, name, sites=sites, verbs=verbs)
    return submit(client, client.get("/review/sign-in"), to="/sign-in", token=text)


def decided(client, comment, decision, **typed):
    """The page after pressing one of the buttons on the comment's own page."""
    return submit(client, client.get(f"/review/comments/{comment}"), to=comment, press=decision, **typed)
