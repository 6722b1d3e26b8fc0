"""When customers are asked what they think (``surveys:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.template.day_lengths import read_days
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

SURVEYS = (
    Key("after", msg("how long after closing the customer is asked, in days or weeks; 1d without it")),
    Key("remind", msg("how long after that the customer is reminded, once; 7d without it")),
    Key("within", msg("how long after closing it is too late to ask; 60d without it")),
    Key("pause", msg("how long a customer who was asked is not asked about another case; 90d without it")),
    Key("never", msg("a query for cases whose customers are never asked {example}",
                     example="fields.customer.no_contact:yes")),
)  # fmt: skip
"""The keys of ``surveys:``."""


@value_class
class SurveySettings:
    """Times in days; `never` is a query ("": none), which is read where it is used."""

    after: int = 1
    remind: int = 7
    within: int = 60
    pause: int = 90
    never: str = ""


def read_surveys(reader: SettingsReader, node: Node | None) -> SurveySettings:
    """The settings under ``surveys:``; what is wrong has its default."""
    part, default = reader.part(node, "surveys"), SurveySettings()
    return SurveySettings(
        read_days(reader, part.get("after"), default.after), read_days(reader, part.get("remind"), default.remind),
        read_days(reader, part.get("within"), default.within), read_days(reader, part.get("pause"), default.pause),
        reader.text(part.get("never")),
    )  # fmt: skip
