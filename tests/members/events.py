"""Events as ActBlue sends them, by what its open-source receivers read."""

import json


def event(*, contribution=None, donor=None, items=1, **item) -> bytes:
    return json.dumps(
        {
            "donor": {
                "firstname": "Ada",
                "lastname": "Lovelace",
                "city": "Natick",
                "email": " Ada@Example.org",
                "isEligibleForExpressLane": True,
            }
            | (donor or {}),
            "contribution": {
                "createdAt": "2026-03-03T23:30:00-05:00",
                "orderNumber": "AB1",
                "contributionForm": "join",
                "refcodes": None,
                "recurringPeriod": "monthly",
                "recurringDuration": "infinite",
            }
            | (contribution or {}),
            "lineitems": [
                {
                    "sequence": number,
                    "entityId": 7,
                    "amount": "120.0",
                    "paidAt": "2026-03-04T04:30:00Z",
                    "lineitemId": 1001 + number,
                }
                | item
                for number in range(items)
            ],
            "form": {"name": "join"},
            "aFieldOfTheFuture": {"x": [1]},
        }
    ).encode()


def refunded(**item) -> bytes:
    return event(refundedAt="2026-04-04T12:00:00-04:00", **item)


def cancelled() -> bytes:
    return event(contribution={"cancelledAt": "2026-04-05T12:00:00-04:00"}, items=0)
