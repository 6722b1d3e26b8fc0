"""What becomes of mail that comes in (``mail:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

MAIL = (
    Key("addresses", msg("our own addresses, to which customers write; one or a list")),
    Key("template", msg("the template of the case that a new complaint opens; without it, somebody has to open"
                        " each case by hand")),
    Key("team", msg("the team of such a case; by default the template's")),
    Key("owner", msg("the owner of such a case; by default the template's, or nobody yet")),
    Key(
        "fields",
        msg("fields of such a case, each with its value, in which {example} are filled in from the message",
            example="{subject} {text} {name} {address}"),
    ),
)  # fmt: skip
"""The keys of ``mail:``."""

MAIL_FIELDS = (
    ("channel", "email"), ("customer.name", "{name}"), ("customer.contact", "{address}"), ("problem", "{text}"),
    ("request", "{text}"),
)  # fmt: skip
"""Fields that a new case gets from a message where its template has them and the settings say nothing else."""


@value_class
class MailSettings:
    """Our addresses, in lower case; template, team and owner of a new case ("": as the template says), and its
    fields, by dotted name.
    """

    addresses: tuple[str, ...] = ()
    template: str = ""
    team: str = ""
    owner: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def read_mail(reader: SettingsReader, node: Node | None) -> MailSettings:
    """The settings under ``mail:``; template, team and owner are looked up when a case is opened."""
    part = reader.part(node, "mail")
    addresses = tuple(each.lower() for each in reader.texts(part.get("addresses")))
    for each in addresses:
        if "@" not in each:
            reader.report(part["addresses"], "B001", msg("{address} is not an e-mail address", address=each))
    template, team, owner = (reader.text(part.get(key)) for key in ("template", "team", "owner"))
    fields = reader.mapping(part.get("fields")).items()
    return MailSettings(addresses, template, team, owner, tuple((name, reader.text(each)) for name, each in fields))
