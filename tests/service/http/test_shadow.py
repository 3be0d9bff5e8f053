"""What the API tells of policies in shadow."""

import pytest

from service.domain.comment import Decision
from service.domain.policy import Policy
from service.http.review_schemas import ReviewQueue, ShadowReport
from service.usecases.decide import decide
from tests.builders import a_site, some_settings
from tests.scenes import evidence, judged
from tests.service.http.problems import assert_problem

QUEUE = "/v1/review/comments"
REPORT = "/v1/review/shadow"


@pytest.fixture
def settings(tmp_path):
    strict = Policy(name="strict", hold_at=0.5)
    return some_settings(tmp_path, sites=[a_site(shadow=strict), a_site(name="shop")])


@pytest.fixture
def differing(services):
    """The id of a comment that was approved, and held in shadow."""
    found = [evidence(0.75)]
    judged(services, evidence(3.0), shadow=[evidence(3.0)])
    return judged(services, *found, shadow=found)


def test_a_row_says_what_the_policy_in_shadow_said(client, differing, moderator):
    newest, older = client.get(QUEUE, headers=moderator).json["comments"]

    assert (newest["id"], newest["verdict"], newest["status"]) == (differing, "approve", "approved")
    assert newest["shadow"] == {"policy": "strict", "points": 0.75, "verdict": "hold"}
    assert older["shadow"]["verdict"] == older["verdict"] == "hold"


def test_without_a_shadow_there_is_none(client, services, moderator):
    judged(services, evidence(1.0), site="shop")

    (row,) = client.get(QUEUE, headers=moderator).json["comments"]
    assert row["shadow"] is None
    assert client.get(REPORT, headers=moderator).json["shadows"] == []


def test_the_list_narrows_to_where_they_differ(client, differing, moderator):
    answer = client.get(f"{QUEUE}?shadow=differs", headers=moderator).json

    assert [one["id"] for one in answer["comments"]] == [differing]
    assert ReviewQueue().validate(answer) == {}
    assert client.get(f"{QUEUE}?shadow=differs&status=held", headers=moderator).json["comments"] == []


def test_the_report_counts_verdicts_and_what_moderators_decided(client, services, differing, moderator):
    decide(services, differing, Decision.SPAM, actor="Mona")

    answer = client.get(REPORT, headers=moderator).json

    assert ShadowReport().validate(answer) == {}
    assert answer["since"] == "2026-10-23T10:00:00.000000Z"
    nothing = {"approved": 0, "rejected": 0, "spam": 0}
    assert answer["shadows"] == [
        {
            "site": "blog",
            "policy": "strict",
            "comments": 2,
            "differ": 1,
            "counts": [
                {"verdict": "approve", "shadow": "hold", "comments": 1, **nothing, "spam": 1},
                {"verdict": "hold", "shadow": "hold", "comments": 1, **nothing},
            ],
        }
    ]


def test_the_report_goes_back_so_many_days(client, clock, differing, moderator):
    clock.tick(days=2)

    assert client.get(f"{REPORT}?days=1", headers=moderator).json["shadows"] == []
    assert client.get(f"{REPORT}?days=3", headers=moderator).json["shadows"][0]["comments"] == 2


@pytest.mark.parametrize(
    ("path", "pointer"),
    [(f"{QUEUE}?shadow=same", "?shadow"), (f"{REPORT}?days=0", "?days"), (f"{REPORT}?days=1000", "?days")],
)
def test_wrong_parameters_are_named(client, moderator, path, pointer):
    assert_problem(client.get(path, headers=moderator), 422, "validation-failed", [pointer])
