"""Campaigns: comments with almost the same text, whoever sent them to whatever page or site of this installation."""

from dataclasses import dataclass

from service.domain.comment import Status

# How much of two texts is the same in one campaign, from 0 to 1.
ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The campaign that a comment belongs to, and how many comments belong to it on all sites."""

    id: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What is known of a campaign when one more comment of it comes.

    `decided` is what this site's moderators said of the campaign, if anything; `against` on how many other sites they
    called it spam. The rest counts its newest comments. `copies` are those before this one, without word-for-word
    copies on this site; `spam` and `approved` what moderators said of them one by one. `authors`, `pages` and `sites`
    count this comment too.
    """

    decided: Status | None = None
    against: int = 0
    copies: int = 0
    spam: int = 0
    approved: int = 0
    authors: int = 1
    pages: int = 1
    sites: int = 1
