"""How policies in shadow compare with the live ones, for programs."""

from itertools import groupby
from typing import Any

from flask import Blueprint, Response

from service.domain.comment import Decision
from service.domain.times import iso
from service.domain.token import Verb
from service.http.auth import bearer
from service.http.current import services
from service.http.queries import days_asked, sites_asked
from service.http.review import answer
from service.usecases import shadows
from service.usecases.shadows import Count

blueprint = Blueprint("shadow", __name__)

_DECIDED = {"approved": Decision.APPROVE, "rejected": Decision.REJECT, "spam": Decision.SPAM}


@blueprint.get("/v1/review/shadow")
def show() -> Response:
    """Counts of the token's sites."""
    found = shadows.compare(services(), sites=sites_asked(bearer(Verb.READ)), days=days_asked())
    by_policy = groupby(found.counts, key=lambda one: (one.site, one.policy))
    told = [_shadow(site, policy, list(counts)) for (site, policy), counts in by_policy]
    return answer({"since": iso(found.since), "shadows": told})


def _shadow(site: str, policy: str, counts: list[Count]) -> dict[str, Any]:
    by_verdicts = groupby(counts, key=lambda one: (one.verdict, one.shadow))
    return {
        "site": site,
        "policy": policy,
        "comments": sum(one.comments for one in counts),
        "differ": sum(one.comments for one in counts if one.verdict is not one.shadow),
        "counts": [_cell(list(cell)) for _, cell in by_verdicts],
    }


def _cell(counts: list[Count]) -> dict[str, Any]:
    decided = {one.decision: one.comments for one in counts}
    return {
        "verdict": counts[0].verdict,
        "shadow": counts[0].shadow,
        "comments": sum(decided.values()),
        **{name: decided.get(decision, 0) for name, decision in _DECIDED.items()},
    }
