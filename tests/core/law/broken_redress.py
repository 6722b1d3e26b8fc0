"""The smallest breaches of the rules of redress."""

from __future__ import annotations

from tests.core.law.broken_row import Broken
from tests.core.law.deeds import too_much

REDRESS: dict[str, Broken] = {
    "redress_offer": Broken(
        "ada may not grant 900 CNY alone",
        "ada",
        "redress_offered",
        {"kind": "refund", "amount": "900 CNY", "authority": "agent"},
    ),
    "redress_step": Broken(
        "is above what ada may grant alone",
        "ada",
        "redress_paid",
        {"offer": "offer001", "kind": "refund", "amount": "900 CNY"},
        (too_much,),
    ),
}
