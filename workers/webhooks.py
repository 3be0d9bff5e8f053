"""Posting one signed webhook, as notifiers and the webhook publisher do."""

from datetime import datetime

from service.domain.delivery import DeliveryFailed, Failure
from service.domain.signing import BadSecret, sign
from workers.answers import require_success
from workers.outbound import Outbound
from workers.shown import shown


def post_signed(outbound: Outbound, *, url: str, secret: str, id: str, body: bytes, now: datetime) -> None:
    """POST a JSON body with Standard Webhooks headers; only a 2xx answer is a success.

    `id` is the same in every attempt, `now` is the instant of this one.
    """
    try:
        signature = sign(secret, id=id, timestamp=int(now.timestamp()), body=body)
    except BadSecret as error:
        raise DeliveryFailed(f"The secret for {shown(url)} cannot be used. {error}", failure=Failure.REFUSED) from None
    answer = outbound.request("POST", url, headers={"content-type": "application/json", **signature}, body=body)
    require_success(answer, url=url, now=now)
