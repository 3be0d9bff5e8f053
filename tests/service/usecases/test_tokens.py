from datetime import timedelta

import pytest

from service.domain.errors import NotFound, Unauthenticated, ValidationFailed
from service.domain.token import Verb
from service.usecases import tokens


def create(services, name="Mona", **changes):
    return tokens.create(services, name, **{"sites": ["blog"], "verbs": [Verb.READ], **changes})


def test_a_token_opens_what_it_was_made_for(services):
    text = create(services)

    token = tokens.authenticate(services, text)

    assert (token.name, token.sites, token.verbs) == ("Mona", {"blog"}, {Verb.READ})
    assert token.covers("blog")
    assert not token.covers("other")
    assert tokens.recall(services, token.id) == tokens.everyone(services)[0]


def test_only_a_digest_is_stored(services):
    text = create(services)

    with services.database.read() as tx:
        rows = str(tx.exec_driver_sql("SELECT * FROM tokens").all())

    assert text not in rows
    assert text.removeprefix(tokens.PREFIX) not in rows


def test_a_wrong_an_expired_and_a_revoked_token_open_nothing(services, clock):
    text = create(services, expires_at=clock.now + timedelta(days=1))
    other = create(services, "Paul")
    tokens.revoke(services, "Paul")

    for wrong in ("rj_nonsense", "", "\ud800", other):
        with pytest.raises(Unauthenticated):
            tokens.authenticate(services, wrong)
    tokens.authenticate(services, text)
    clock.tick(days=1)
    with pytest.raises(Unauthenticated):
        tokens.authenticate(services, text)


def test_names_are_given_once_and_ended_once(services):
    create(services)

    with pytest.raises(ValidationFailed, match="already"):
        create(services)
    tokens.revoke(services, "Mona")
    with pytest.raises(NotFound):
        tokens.revoke(services, "Mona")


def test_the_last_use_is_noted_now_and_then(services, clock):
    text = create(services)
    tokens.authenticate(services, text)
    first = tokens.everyone(services)[0].last_used_at
    clock.tick(minutes=1)
    tokens.authenticate(services, text)
    assert tokens.everyone(services)[0].last_used_at == first

    clock.tick(minutes=10)
    tokens.authenticate(services, text)
    assert tokens.everyone(services)[0].last_used_at == clock.now


@pytest.mark.parametrize("name", ["judge", "reader", "publisher", " "])
def test_no_moderator_can_be_taken_for_a_machine(services, name):
    with pytest.raises(ValidationFailed):
        create(services, name)
