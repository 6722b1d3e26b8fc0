"""import: make cases of the rows of another system's export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from casectl.actions.desk import Desk
from casectl.actions.record import Door, record_batch
from casectl.core.arrival import Ground, ImportedCase
from casectl.core.errors import CasectlError, NotFound, Refused, Unreadable
from casectl.core.findings import Finding
from casectl.core.fold import fold
from casectl.core.guards import GUARDS
from casectl.core.ids import case_path, id_of_path
from casectl.core.importing import ImportReport, Known, plan
from casectl.core.mapping import RowMapping
from casectl.core.mapping_reading import faults_against, read_mapping
from casectl.core.messages import Message, msg
from casectl.core.nearest import nearest
from casectl.core.rows import BadRow, Row
from casectl.core.subjects import commit_message
from casectl.core.template import Template
from casectl.core.template_reading import read_template
from casectl.core.tree import Source
from casectl.ports import Entry

Watch = Callable[[int], None]
"""Told how many more rows are done."""


@dataclass(frozen=True)
class Import:
    """What is to be imported: the rows, as often as they are asked for, and the rules that make cases of them.

    `files` are recorded with the first case: the template, if the casebook does not have it yet.
    """

    mapping: RowMapping
    template: Template
    rows: Callable[[], Iterator[Row]]
    files: Mapping[str, bytes] = field(default_factory=dict)
    per_event: bool = False
    dry_run: bool = False
    limit: int | None = None


def mapping_from(desk: Desk, file: str, data: bytes) -> RowMapping:
    """The mapping in a file. Raises Unreadable with every fault in it."""
    mapping, findings = read_mapping(desk.documents.read(file, data), desk.zone)
    if mapping is None:
        raise _faulty(file, findings)
    return mapping


def template_for(desk: Desk, mapping: RowMapping, shipped: Mapping[str, bytes]) -> tuple[Template, dict[str, bytes]]:
    """The mapping's template: the casebook's, else a shipped one, with the file to be recorded for it.

    Raises:
        NotFound: there is no such template, here or shipped.
        Unreadable: template or mapping have faults, or the mapping names what the template does not have.
    """
    name = mapping.template
    if name in desk.template_names():
        template, files = desk.template(name), dict[str, bytes]()
    else:
        template, files = _shipped_template(desk, name, shipped)
    faults = faults_against(mapping, template)
    if faults:
        raise _faulty(mapping.file.file, faults)
    return template, files


def _shipped_template(desk: Desk, name: str, shipped: Mapping[str, bytes]) -> tuple[Template, dict[str, bytes]]:
    if name not in shipped:
        near = nearest(name, [*desk.template_names(), *shipped])
        raise NotFound(
            msg("there is no template {name} in templates/", name=name),
            hint=msg("did you mean {near}?", near=near) if near else None,
        )
    used: dict[str, bytes] = {}

    def source_of(wanted: str) -> Source | None:
        if wanted not in shipped:
            return None
        used[f"templates/{wanted}.yaml"] = shipped[wanted]
        return desk.documents.read(f"templates/{wanted}.yaml", shipped[wanted])

    source = source_of(name)
    assert source is not None
    template, findings = read_template(source, source_of, {guard: row.params for guard, row in GUARDS.items()})
    if template is None:
        raise _faulty(source.file, findings)
    here = {f"templates/{each}.yaml" for each in desk.template_names()}
    return template, {path: data for path, data in used.items() if path not in here}


def _faulty(file: str, findings: Sequence[Finding]) -> Unreadable:
    return Unreadable(
        msg("{path} has faults", path=file),
        problems=[
            msg("{place}: {code} {what}", place=str(each.place), code=each.code, what=each.what) for each in findings
        ],
    )


def import_cases(desk: Desk, what: Import, watch: Watch) -> ImportReport:
    """Import, all or nothing but for rejected rows: in one commit, or one for each event in the order of time.

    Raises:
        Unreadable: some case cannot be read, so that nobody knows what is there already.
        Refused: recorded cases are missing in the work tree.
        RepositoryTrouble: nothing could be recorded; nothing has changed.
    """
    ground = Ground(what.mapping, what.template, desk.zone, desk.casebook.id_prefix)
    report = ImportReport(dry_run=what.dry_run)
    if what.dry_run:
        for _ in _cases(desk, what, ground, (_known(desk, frozenset()), report, watch)):
            pass
        return report

    def entries(door: Door) -> Iterator[Entry]:
        nonlocal report
        report = ImportReport()
        cases = _cases(desk, what, ground, (_known(desk, _recorded(desk, door)), report, watch))
        return _event_entries(desk, what, cases) if what.per_event else _batch(desk, what, cases, report)

    report.commits = tuple(record_batch(desk, entries))
    return report
