"""Knows comments that are almost the same text again, whoever sent them to whatever page or site."""

from dataclasses import dataclass

from service.domain.campaign import Spread
from service.domain.comment import Status, Submission
from service.domain.context import Context
from service.domain.verdict import Opinion

# What this site's moderators said of the whole campaign. Approved ones are no opinion.
DECIDED = {Status.SPAM: 6.0, Status.REJECTED: 2.0, Status.HELD: 2.0}
# Copies of one comment that a moderator marked as spam, here or elsewhere, are spam as good as always; yet it may have
# been marked for something else than its text.
OF_SPAM = 4.0
# People copy jokes and forms of words too: what nobody has decided on holds no comment alone, unless many carry the
# same words from site to site.
FEW, SOME, MANY = 0.75, 1.0, 1.25
SOME_AT, MANY_AT = 3, 6
ACROSS_SITES = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What nobody has decided on counts from `shortest` characters on: short thanks and wishes are alike by chance."""

    shortest: int = 40


def check(_: Submission, context: Context, options: Options) -> Opinion | None:
    """Points for what moderators said of the campaign; without their word, a little for how far it has spread."""
    campaign = context.campaign
    if campaign is None:
        return None
    if campaign.decided is not None:
        return _decided(campaign.decided)
    if campaign.spam + campaign.against > campaign.approved:
        return Opinion(points=OF_SPAM, reason="Moderators marked comments with almost the same text as spam.")
    if campaign.approved or len(context.text.raw.strip()) < options.shortest:
        return None
    return _spread(campaign)


def _decided(status: Status) -> Opinion | None:
    if status not in DECIDED:
        return None
    what = {Status.SPAM: "marked as spam", Status.REJECTED: "rejected", Status.HELD: "wants to see"}[status]
    return Opinion(points=DECIDED[status], reason=f"It belongs to a campaign that a moderator {what}.")


def _spread(campaign: Spread) -> Opinion | None:
    reach = max(campaign.authors, campaign.pages)
    if campaign.copies == 0 or reach == 1:  # somebody mends a word on the same page
        return None
    points = MANY if reach >= MANY_AT else SOME if reach >= SOME_AT else FEW
    if campaign.sites > 1 and campaign.authors >= SOME_AT:
        points += ACROSS_SITES
    return Opinion(points=points, reason=_reason(campaign))


def _reason(campaign: Spread) -> str:
    times = "once" if campaign.copies == 1 else f"{campaign.copies} times"
    whose = f"{_count(campaign.authors, 'author')} on {_count(campaign.pages, 'page')}"
    sites = f" of {campaign.sites} sites" if campaign.sites > 1 else ""
    return f"Almost the same text was posted {times} before: {whose}{sites}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}"
