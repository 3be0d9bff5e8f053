"""The tables, a room for each kind."""

from service.storage.schema.access import tokens
from service.storage.schema.campaigns import bands, campaign_decisions, campaigns, sketches, unfinished_decisions
from service.storage.schema.columns import Instant, metadata, microseconds
from service.storage.schema.comments import comments, differs, first_comments, history, pages
from service.storage.schema.deliveries import deliveries, hosts, questions, subscribers
from service.storage.schema.learning import models, samples, snapshots

__all__ = [
    "Instant",
    "bands",
    "campaign_decisions",
    "campaigns",
    "comments",
    "deliveries",
    "differs",
    "first_comments",
    "history",
    "hosts",
    "metadata",
    "microseconds",
    "models",
    "pages",
    "questions",
    "samples",
    "sketches",
    "snapshots",
    "subscribers",
    "tokens",
    "unfinished_decisions",
]
