"""filing: a return to a regulator, its boxes, what does not add up, and what changed since it was filed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from casectl.actions.lookup.counted import Counted, Question, count, titles_of_words
from casectl.actions.lookup.known_names import titled_names
from casectl.actions.lookup.lives import AsOf, Counting
from casectl.actions.lookup.private_values import PrivateFields, refuse_private_fields
from casectl.core.figures.periods import Period
from casectl.core.figures.sample import Sample
from casectl.core.filings.boxes import boxes_of
from casectl.core.filings.faults import faults_of
from casectl.core.filings.filed import CAUSE, Filed
from casectl.core.filings.pack import REPORTABLE, Pack, lines_of
from casectl.core.filings.read_pack import read_pack
from casectl.core.filings.report import Contents, FilingReport
from casectl.core.query.model import Condition
from casectl.core.template.model import JOINED_STATE
from casectl.core.values.messages import Value, unreadable_with
from casectl.core.values.value_class import NamedTuple
from casectl.ports.recording import Documents


class FilingRequest(NamedTuple):
    """Which return of which period; as known when, by default now; and when it was filed, to see what changed since."""

    pack: Pack
    period: Period
    as_of: AsOf | None = None
    filed: AsOf | None = None


class _Found(NamedTuple):
    """What a return is filled from, what that was counted from, and the cases that are left out with the reason."""

    filed: Filed
    counted: Counted
    left_out: Mapping[str, str]

    def contents(self, pack: Pack) -> Contents:
        return Contents(boxes_of(pack, self.filed), lines_of(pack, self.filed), self.left_out)


def checked_pack(documents: Documents, path: str, data: bytes, name: str) -> Pack:
    """The return that a file describes. Raises Unreadable with everything wrong with it."""
    pack, findings = read_pack(documents.read(path, data), name)
    if findings:
        raise unreadable_with(path, findings)
    return pack


def filing(context: Counting, query: Condition, request: FilingRequest) -> FilingReport:
    """The return on the cases that meet the query; what it has of private fields is named, to be masked.

    Raises UsageError for a section with a private field, whose values its boxes would be.
    """
    pack = request.pack
    settings = _settings(context, pack)
    sections = {settings[each.name] for each in pack.sections if each.by} - {CAUSE}
    refuse_private_fields(context, [f"fields.{name}" for name in sorted(sections)])
    now = _found(context, query, request, settings, request.as_of)
    before = _found(context, query, request, settings, request.filed).contents(pack) if request.filed else None
    at = datetime.fromtimestamp(now.filed.sample.now, UTC)
    contents, faults = now.contents(pack), [*faults_of(pack, now.filed, now.left_out)]
    titles = _titles(context, now, contents)
    return FilingReport(pack, request.period, at, contents, faults, now.counted.found.unreadable, settings, titles,
                        _private(context, pack, settings), before,
                        now.counted.is_running(context, request.period))  # fmt: skip


def _private(context: Counting, pack: Pack, settings: Mapping[str, str]) -> frozenset[str]:
    """The columns that have a private field of any template."""
    private, templates = PrivateFields(context), context.template_names()
    named = {each.name: settings.get(each.name, CAUSE) for each in pack.columns if not each.value}
    return frozenset(
        name for name, field in named.items() if field != CAUSE and any(private.has(each, field) for each in templates)
    )


def _titles(context: Counting, found: _Found, contents: Contents) -> dict[tuple[str, str], Value]:
    """What the casebook calls the boxes that are named after the values of a field."""
    settings = found.filed.settings
    keys = {(row.section, row.item): (f"fields.{settings.get(row.section, '')}", row.item.partition(":")[0])
            for row in contents.boxes}  # fmt: skip
    titles = titles_of_words(context, found.counted.labels, keys.values())
    return {box: titles[key] for box, key in keys.items() if key in titles}


def _settings(context: Counting, pack: Pack) -> dict[str, str]:
    """What casectl.yaml says of the return, and what its pack says where that says nothing."""
    own = dict(dict(context.casebook.filings).get(pack.name, ()))
    return {REPORTABLE: REPORTABLE, **{name: field for name, field in pack.fields() if field}, **own}


def _found(
    context: Counting, query: Condition, request: FilingRequest, settings: dict[str, str], known: AsOf | None
) -> _Found:
    """What the return is made of, as known then; two records of one complaint are one."""
    pack, previous = request.pack, request.period.previous
    counted = count(context, query, Question(request.period, (), compared=(previous,), as_of=known), with_fields=True)
    field = settings[REPORTABLE]
    reasons = {
        case: values.get(f"{field}_reason", "")
        for case, values in counted.found.fields.items()
        if values.get(field) == "no"
    }
    sample, before = (_reported(counted.sample(context, each), reasons) for each in (request.period, previous))
    causes = {each.code: dict(each.maps).get(pack.name, each.code) for each in context.casebook.causes}
    named = {each.code for each in context.casebook.causes if pack.name in dict(each.maps)}
    unnamed = frozenset({*causes} - named) if named else frozenset[str]()
    choices = {
        section.name: tuple(dict.fromkeys(causes.values()))
        if settings[section.name] == CAUSE
        else tuple(dict.fromkeys(name for name, _ in titled_names(context, f"fields.{settings[section.name]}")))
        for section in pack.sections
        if section.by
    }
    filed = Filed(sample, before, counted.found.fields, choices, settings, causes, dict(pack.folds), unnamed,
                  context.zone)  # fmt: skip
    ids = {each.id for each in counted.found.lives}
    left_out = {case: why for case, why in sorted(reasons.items()) if case in ids}
    return _Found(filed, counted, left_out)


def _reported(sample: Sample, left_out: Mapping[str, str]) -> Sample:
    """The complaints: neither other records of one, nor what is left out."""
    return sample.part([
        each for each in sample.seen if each.last.state != JOINED_STATE.name and each.id not in left_out
    ])  # fmt: skip
