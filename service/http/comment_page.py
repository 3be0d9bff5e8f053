"""The page of one comment, which also answers a decision that could not be carried out."""

from typing import Any
from uuid import UUID

from flask import Response

from service.domain.errors import NotFound
from service.domain.policy import Policy
from service.domain.token import Token
from service.http import marks, wording
from service.http.auth import sites_of
from service.http.current import services
from service.http.desk import moderator
from service.http.notices import notice_of
from service.http.pages import html
from service.http.places import Place
from service.http.review_choices import choices
from service.usecases import campaigns, review
from service.usecases.campaigns import Overview
from service.usecases.review import Detail

_NO_COMMENT = "There is no comment with this id."


def reviewed(comment: str) -> Detail:
    """The comment, if it is on one of the moderator's sites. Raises `NotFound`."""
    try:
        found = review.detail(services(), str(UUID(comment)))
    except ValueError as error:
        raise NotFound(_NO_COMMENT) from error
    if not moderator().covers(found.comment.site):
        raise NotFound(_NO_COMMENT)
    return found


def comment_page(found: Detail, *, place: Place, decided: str = "") -> Response:
    """One comment with everything that helps to decide; `decided` is the comment that was decided just before."""
    return _page(found, place=place, notice=notice_of([reviewed(decided)], moderator()) if decided else None)


def not_done(found: Detail, *, place: Place, obstacle: str, reason: str, status: int) -> Response:
    """The page again, after a decision that was not carried out because of `obstacle`, with the reason as typed."""
    return _page(found, place=place, obstacle=obstacle, reason=reason, status=status)


def _page(found: Detail, *, status: int = 200, **values: Any) -> Response:
    comment, token = found.comment, moderator()
    site = services().settings.sites.get(comment.site)
    evidence = wording.by_weight(comment.evidence)
    return html(
        "review/comment.html",
        status=status,
        detail=found,
        comment=comment,
        why=wording.why(comment, policy=site.policy if site else Policy()),
        alike=_alike(found, token),
        in_shadow=wording.in_shadow(comment),
        evidence=evidence,
        pieces=marks.pieces(comment.body, evidence),
        choices=choices(comment, token=token, history=found.history),
        token=token,
        now=services().clock(),
        **values,
    )


def _alike(found: Detail, token: Token) -> Overview | None:
    """The campaign that the comment is in, if it is in one; of a site that is gone nobody can decide on any."""
    sites = sites_of(token)
    if found.campaign is None or found.comment.site not in sites:
        return None
    return campaigns.overview(services(), found.campaign.id, sites=sites)
