"""What the fake knows: customers, sessions, subscriptions, invoices, payments, refunds, disputes.

Every change leaves its events in `events`, as Stripe would send them.
"""

import copy
import itertools
import time

MONTH, YEAR = 31 * 86400, 365 * 86400


class Declined(Exception):
    """The card was not good."""


class Books:
    def __init__(self, *, livemode: bool = False) -> None:
        self.livemode = livemode
        self.things: dict[str, dict] = {}
        self.events: list[dict] = []
        self._numbers = itertools.count(1)

    def make(self, prefix: str, kind: str, **fields) -> dict:
        made = {
            "id": f"{prefix}_{next(self._numbers):08}",
            "object": kind,
            "created": int(time.time()),
            "livemode": self.livemode,
            "metadata": {},
        } | fields
        self.things[made["id"]] = made
        return made

    def get(self, name: str) -> dict:
        return self.things[name]

    def all(self, kind: str) -> list[dict]:
        return [thing for thing in self.things.values() if thing["object"] == kind]

    def tell(self, type_: str, thing: dict, **fields) -> dict:
        event = {
            "id": f"evt_{next(self._numbers):08}",
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": int(time.time()),
            "livemode": self.livemode,
            "type": type_,
            "data": {"object": copy.deepcopy(thing)},
        } | fields
        self.events.append(event)
        return event

    # --- Customers and sessions

    def customer(self, **params) -> dict:
        return self.make("cus", "customer", **params)

    def session(self, base: str, params: dict) -> dict:
        items = [one["price_data"] | {"quantity": 1} for one in params["line_items"]]
        made = self.make(
            "cs_test",
            "checkout.session",
            status="open",
            payment_status="unpaid",
            mode=params["mode"],
            customer=params.get("customer"),
            customer_email=params.get("customer_email"),
            success_url=params["success_url"],
            cancel_url=params["cancel_url"],
            amount_total=sum(int(one["unit_amount"]) for one in items),
            currency="usd",
            invoice=None,
            payment_intent=None,
            subscription=None,
            metadata=params.get("metadata", {}),
        )
        made["url"] = f"{base}/c/pay/{made['id']}"
        self.things[f"asked {made['id']}"] = {"object": "asked", "items": items, "params": params}
        return made

    def pay(self, session_id: str) -> dict:
        """What Checkout does when the card is good."""
        session = self.get(session_id)
        asked = self.get(f"asked {session_id}")
        if session["customer"] is None:
            session["customer"] = self.customer(email=session["customer_email"], name=None)["id"]
        if session["mode"] == "subscription":
            self._subscribe(session, asked)
        else:
            marks = asked["params"]["payment_intent_data"]["metadata"]
            intent = self._charge(session["amount_total"], session["customer"], marks)
            session["payment_intent"] = intent["id"]
        session |= {"status": "complete", "payment_status": "paid"}
        self.tell("checkout.session.completed", session)
        return session

    def expire(self, session_id: str) -> None:
        self.get(session_id)["status"] = "expired"
        self.tell("checkout.session.expired", self.get(session_id))

    # --- Subscriptions and invoices

    def _subscribe(self, session: dict, asked: dict) -> None:
        [dues] = [one for one in asked["items"] if "recurring" in one]
        interval = dues["recurring"]["interval"]
        item = self.make(
            "si",
            "subscription_item",
            price=self._price(int(dues["unit_amount"]), interval, "prod_1"),
            current_period_start=int(time.time()),
            current_period_end=int(time.time()) + (MONTH if interval == "month" else YEAR),
        )
        subscription = self.make(
            "sub",
            "subscription",
            status="active",
            customer=session["customer"],
            currency="usd",
            items={"object": "list", "data": [item]},
            cancel_at=None,
            cancel_at_period_end=False,
            canceled_at=None,
            ended_at=None,
            metadata=asked["params"]["subscription_data"]["metadata"],
        )
        self.tell("customer.subscription.created", subscription)
        once = sum(int(one["unit_amount"]) for one in asked["items"] if "recurring" not in one)
        invoice = self._invoice(subscription, gift=once)
        self._pay_invoice(invoice)
        session |= {"subscription": subscription["id"], "invoice": invoice["id"]}

    def _price(self, cents: int, interval: str, product: str) -> dict:
        return {
            "object": "price",
            "id": f"price_{next(self._numbers):08}",
            "unit_amount": cents,
            "currency": "usd",
            "product": product,
            "recurring": {"interval": interval, "interval_count": 1},
        }

    def _invoice(self, subscription: dict, gift: int = 0) -> dict:
        [item] = subscription["items"]["data"]
        dues = item["price"]["unit_amount"]
        lines = [self._line(dues, "subscription_item_details")]
        if gift:
            lines.append(self._line(gift, "invoice_item_details"))
        return self.make(
            "in",
            "invoice",
            status="open",
            currency="usd",
            customer=subscription["customer"],
            amount_due=dues + gift,
            amount_paid=0,
            status_transitions={"paid_at": None, "finalized_at": int(time.time())},
            parent={
                "type": "subscription_details",
                "subscription_details": {
                    "subscription": subscription["id"],
                    "metadata": dict(subscription["metadata"]),
                },
            },
            lines={"object": "list", "data": lines, "has_more": False},
        )

    def _line(self, cents: int, type_: str) -> dict:
        return {"id": "il_1", "object": "line_item", "amount": cents, "parent": {"type": type_}}

    def _pay_invoice(self, invoice: dict) -> None:
        intent = self._charge(invoice["amount_due"], invoice["customer"], {})
        invoice |= {"status": "paid", "amount_paid": invoice["amount_due"]}
        invoice["status_transitions"]["paid_at"] = int(time.time())
        self.make(
            "inpay",
            "invoice_payment",
            invoice=invoice["id"],
            status="paid",
            amount_paid=invoice["amount_due"],
            payment={"type": "payment_intent", "payment_intent": intent["id"]},
        )
        self.tell("invoice.paid", invoice)

    def renew(self, subscription_id: str) -> dict:
        """The next period begins and is paid; the invoice."""
        subscription = self.get(subscription_id)
        [item] = subscription["items"]["data"]
        item["current_period_end"] += MONTH
        invoice = self._invoice(subscription)
        self._pay_invoice(invoice)
        subscription["status"] = "active"
        self.tell("customer.subscription.updated", subscription)
        return invoice

    def fail_renewal(self, subscription_id: str) -> dict:
        subscription = self.get(subscription_id)
        invoice = self._invoice(subscription)
        subscription["status"] = "past_due"
        self.tell("invoice.payment_failed", invoice)
        self.tell("customer.subscription.updated", subscription)
        return invoice

    def use_another_card(self, subscription_id: str) -> None:
        """A good card at last: what is open on the subscription is paid."""
        subscription = self.get(subscription_id)
        for invoice in self.all("invoice"):
            details = invoice["parent"]["subscription_details"]
            if invoice["status"] == "open" and details["subscription"] == subscription_id:
                self._pay_invoice(invoice)
        subscription["status"] = "active"
        self.tell("customer.subscription.updated", subscription)

    def change(self, subscription_id: str, params: dict) -> dict:
        subscription = self.get(subscription_id)
        [item] = subscription["items"]["data"]
        price = params["items"][0]["price_data"]
        item["price"] = self._price(
            int(price["unit_amount"]), price["recurring"]["interval"], price["product"]
        )
        subscription["metadata"] |= params.get("metadata", {})
        self.tell("customer.subscription.updated", subscription)
        return subscription

    def cancel_at_period_end(self, subscription_id: str) -> None:
        subscription = self.get(subscription_id)
        subscription |= {"cancel_at_period_end": True, "canceled_at": int(time.time())}
        self.tell("customer.subscription.updated", subscription)

    def cancel(self, subscription_id: str) -> dict:
        subscription = self.get(subscription_id)
        now = int(time.time())
        subscription |= {"status": "canceled", "canceled_at": now, "ended_at": now}
        self.tell("customer.subscription.deleted", subscription)
        return subscription

    # --- Payments and what is given back

    def _charge(self, cents: int, customer: str, marks: dict) -> dict:
        intent = self.make(
            "pi",
            "payment_intent",
            status="succeeded",
            currency="usd",
            customer=customer,
            amount=cents,
            amount_received=cents,
            metadata=dict(marks),
        )
        charge = self.make(
            "ch",
            "charge",
            status="succeeded",
            amount=cents,
            amount_refunded=0,
            disputed=False,
            refunded=False,
            payment_intent=intent["id"],
            payment_method_details={"card": {"last4": "4242", "brand": "visa"}},
        )
        intent["latest_charge"] = charge["id"]
        self.tell("payment_intent.succeeded", intent)
        self.tell("charge.succeeded", charge)
        return intent

    def intent_of(self, name: str) -> dict:
        """The payment intent of a session, an invoice, or itself."""
        thing = self.get(name)
        if thing["object"] == "payment_intent":
            return thing
        if found := thing.get("payment_intent"):
            return self.get(found)
        invoice = thing.get("invoice") or name
        [one] = [p for p in self.all("invoice_payment") if p["invoice"] == invoice]
        return self.get(one["payment"]["payment_intent"])

    def refund(self, name: str, cents: int = 0, status: str = "succeeded") -> dict:
        intent = self.intent_of(name)
        charge = self.get(intent["latest_charge"])
        cents = cents or charge["amount"] - charge["amount_refunded"]
        charge["amount_refunded"] += cents
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        made = self.make("re", "refund", amount=cents, status=status, payment_intent=intent["id"])
        self.tell("refund.created", made)
        self.tell("charge.refunded", charge)
        return made

    def dispute(self, name: str, status: str = "needs_response") -> dict:
        intent = self.intent_of(name)
        charge = self.get(intent["latest_charge"])
        charge["disputed"] = True
        made = self.make(
            "dp",
            "dispute",
            amount=charge["amount"],
            status=status,
            charge=charge["id"],
            payment_intent=intent["id"],
        )
        self.tell("charge.dispute.created", made)
        return made

    def close_dispute(self, name: str, status: str) -> None:
        self.get(name)["status"] = status
        self.tell("charge.dispute.closed", self.get(name))
