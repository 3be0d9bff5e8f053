"""Tells a subscriber of one event by signed webhook (Standard Webhooks)."""

from datetime import datetime

from service.domain.delivery import Delivery
from service.domain.site import Subscriber
from workers.outbound import Outbound
from workers.webhooks import post_signed


def notify(delivery: Delivery, subscriber: Subscriber, outbound: Outbound, *, now: datetime) -> None:
    """Send the event as it was written down; the delivery's id lets the subscriber drop repetitions."""
    post_signed(
        outbound, url=subscriber.url, secret=subscriber.secret, id=delivery.id, body=delivery.payload.encode(), now=now
    )
