"""Cases as an event log for process mining: XES, IEEE 1849-2016. No text that anybody wrote is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from xml.sax.saxutils import quoteattr

from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import before_each, effective_events
from casectl.core.case.model import Case, Event, Header
from casectl.core.reports import Export
from casectl.core.time.instants import format_instant, to_seconds
from casectl.render.text.terminal import one_line

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/><string key="lifecycle:transition" value="complete"/>\
<date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/></global>
<classifier name="Event" keys="concept:name"/>
<classifier name="Resource" keys="org:resource"/>
"""


def xes(report: Export, zone: tzinfo) -> str:
    """A trace for each case, its events in the order in which they happened; what was taken back is left out."""
    return "".join([_HEAD, *(part for case in report.cases for part in _trace(case, zone)), "</log>\n"])


def _trace(case: Case, zone: tzinfo) -> Iterator[str]:
    header = case.header
    yield f"<trace>{_string('concept:name', case.id)}{_string('template', header.template)}\n"
    yield f'{_string("state", header.state)}<int key="level" value="{header.level}"/>\n'
    events = effective_events(case.journal)
    after = [*before_each(events)][1:] if events else []
    happened = sorted(zip(events, [*after, header], strict=True), key=lambda each: to_seconds(each[0].at))
    yield from (_event(*each, zone) for each in happened)
    yield "</trace>\n"


def _event(event: Event, after: Header, zone: tzinfo) -> str:
    """An activity, as the case stands after it; a step is called by the state that it leads to."""
    to = event.text("to") if event.kind in ENTERING else ""
    parts: Iterable[str] = (
        _string("concept:name", f"{event.kind}: {to}" if to else event.kind),
        _string("lifecycle:transition", "complete"),
        f'<date key="time:timestamp" value="{format_instant(event.at, zone)}"/>',
        _string("org:resource", event.by),
        _string("org:group", after.team) if after.team else "",
        _string("state", after.state),
    )
    return f"<event>{''.join(parts)}</event>\n"


def _string(key: str, value: str) -> str:
    return f"<string key={quoteattr(key)} value={quoteattr(one_line(value))}/>"
