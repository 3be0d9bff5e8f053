from service.usecases import deliver
from service.usecases.republish import republish
from tests.scenes import an_approved_comment

STATIC = "static_site:blog"


def due(services):
    return [one.comment for one in deliver.due(services, STATIC)]


def test_what_was_published_is_due_again(services):
    comment = an_approved_comment(services)
    deliver.succeeded(services, deliver.due(services, STATIC), remote_id="17")
    assert due(services) == []

    assert republish(services, "blog") == 1

    assert due(services) == [comment]


def test_what_is_waiting_anyway_and_other_sites_are_left_alone(services):
    an_approved_comment(services)

    assert republish(services, "blog") == 0
    assert republish(services, "shop") == 0
