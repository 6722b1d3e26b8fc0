"""casectl metrics"""

from __future__ import annotations

from pathlib import Path

import click

from casectl.actions.metrics import metrics
from casectl.adapters.files.whole_file import write_whole
from casectl.cli.context import open_context
from casectl.cli.options import Settings
from casectl.cli.output import notify_unread, write_data
from casectl.cli.verb import verb
from casectl.core.values.messages import UsageError, msg
from casectl.render.files.prometheus import prometheus
from casectl.render.language import _


@verb(
    examples=[
        "casectl metrics",
        "casectl metrics --textfile /var/lib/node_exporter/casectl.prom",
    ],
    help=_(
        "Write the current figures of the desk for Prometheus: open cases by template and level, cases without"
        " an owner, what is overdue by kind and clock, the age of the oldest open case, and when all this was"
        " measured. node_exporter reads it as a text file; run it from cron or a timer. No case and no person"
        " is named."
    ),
)
@click.option(
    "--textfile",
    default="-",
    metavar=_("FILE"),
    help=_("replace this file, whose name ends in .prom; - is standard output"),
)
@click.pass_obj
def command(settings: Settings, /, textfile: str) -> int:
    if textfile != "-" and Path(textfile).suffix != ".prom":
        raise UsageError(msg("{file} does not end in .prom: node_exporter would not read it", file=textfile))
    found = metrics(open_context(settings))
    if textfile == "-":
        write_data(prometheus(found.gauges))
    else:
        write_whole(Path(textfile), prometheus(found.gauges).encode(), replace=True)
    return notify_unread(found.unreadable, settings)
