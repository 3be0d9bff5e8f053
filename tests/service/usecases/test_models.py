import pytest

from service.domain.comment import Decision
from service.domain.errors import NotFound, ValidationFailed
from service.queue import Work
from service.storage import samples
from service.usecases import models
from service.usecases.decide import decide
from tests.scenes import a_held_comment


def taught(services, *decisions):
    for one in decisions:
        decide(services, a_held_comment(services), one, actor="Mona")


def test_a_model_that_was_never_taught(services):
    found = models.show(services, "blog")

    assert (found.version, dict(found.counting), found.taught_at, found.reset_at) == (0, {}, None, None)
    assert list(found.snapshots) == []


def test_what_a_model_was_taught(services, clock):
    taught(services, Decision.SPAM, Decision.APPROVE, Decision.SPAM)
    clock.tick(hours=1)
    comment = a_held_comment(services)
    decide(services, comment, Decision.SPAM, actor="Mona")
    decide(services, comment, Decision.UNDO, actor="Mona")

    found = models.show(services, "blog")
    assert (found.version, dict(found.counting), found.taught_at) == (5, {"ham": 1, "spam": 2}, clock.now)


def test_a_reset_forgets_all_and_can_be_taken_back(services, hints):
    taught(services, Decision.SPAM, Decision.APPROVE)
    hints.hinted.clear()
    assert models.reset(services, "blog", actor="Mona") == 3
    assert hints.hinted == [Work.JUDGE]
    taught(services, Decision.SPAM)
    found = models.show(services, "blog")
    assert (found.version, dict(found.counting), found.reset_at) == (4, {"spam": 1}, 3)

    assert models.restore(services, "blog", actor="Mona") == 5
    found = models.show(services, "blog")
    assert (found.version, dict(found.counting), found.reset_at) == (5, {"ham": 1, "spam": 2}, None)


def test_of_two_resets_the_last_is_taken_back_first(services):
    taught(services, Decision.SPAM)
    models.reset(services, "blog", actor="Mona")
    taught(services, Decision.SPAM)
    models.reset(services, "blog", actor="Mona")

    models.restore(services, "blog", actor="Mona")
    assert dict(models.show(services, "blog").counting) == {"spam": 1}
    models.restore(services, "blog", actor="Mona")
    assert dict(models.show(services, "blog").counting) == {"spam": 2}


def test_nothing_to_forget_or_to_take_back_is_said_and_changes_nothing(services):
    with pytest.raises(ValidationFailed, match="nothing to forget"):
        models.reset(services, "blog", actor="Mona")
    taught(services, Decision.SPAM)
    with pytest.raises(ValidationFailed, match="was not reset"):
        models.restore(services, "blog", actor="Mona")
    models.reset(services, "blog", actor="Mona")
    with pytest.raises(ValidationFailed, match="nothing to forget"):
        models.reset(services, "blog", actor="Mona")

    with services.database.read() as tx:
        assert samples.versions(tx) == {"blog": 2}


def test_what_was_decided_before_a_reset_can_be_undone_behind_it(services):
    comment = a_held_comment(services)
    decide(services, comment, Decision.SPAM, actor="Mona")
    models.reset(services, "blog", actor="Mona")
    decide(services, comment, Decision.UNDO, actor="Mona")
    models.restore(services, "blog", actor="Mona")

    assert dict(models.show(services, "blog").counting) == {}


@pytest.mark.parametrize("act", [models.show, models.reset, models.restore])
def test_a_site_that_is_not_set_up_is_told(services, act):
    with pytest.raises(NotFound, match="'nowhere'"):
        act(services, "nowhere", **({} if act is models.show else {"actor": "Mona"}))
