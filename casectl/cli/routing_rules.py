"""The routing rules of casectl.yaml, with their queries read."""

from __future__ import annotations

from casectl.actions.lookup.routing import RoutingRule
from casectl.cli.lists.selection import where
from casectl.core.query.model import EVERY
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.workspace import Workspace


def routing_rules(context: Workspace) -> list[RoutingRule]:
    """The rules. Raises Refused if there are none, UsageError for a query that cannot be read."""
    routes = context.casebook.routing
    if not routes:
        raise Refused(
            msg("casectl.yaml has no routing rules (routing:)"),
            hint=msg(
                "add rules to casectl.yaml, such as {example}",
                example="routing: [{when: 'level>=3', skill: claims}, {}]",
            ),
        )
    try:
        return [
            RoutingRule(number, route, where(context, route.when) if route.when else EVERY)
            for number, route in enumerate(routes, 1)
        ]
    except UsageError as error:
        error.hint = msg("the query is in casectl.yaml, under routing; casectl help queries")
        raise
