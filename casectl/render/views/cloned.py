"""The view of `clone`: what was made, and who works in it."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.sharing.reports import CloneReport
from casectl.core.values.addresses import redacted
from casectl.core.values.messages import Message, counted, msg
from casectl.render.language import _, translate
from casectl.render.text.terminal import one_line
from casectl.render.view import Column, Row, View
from casectl.render.views.values import text_or_none


def cloned(report: CloneReport) -> View:
    """`clone`: one row; for people what there is and who they are."""
    columns = (
        Column("folder", _("Folder"), keep=True), Column("address", _("Address")), Column("cases", _("Cases"), "right"),
        Column("unreadable", _("Unreadable"), "right"), Column("identity", _("Git identity")),
        Column("person", _("Person")),
    )  # fmt: skip
    row: Row = {
        "folder": report.folder, "address": redacted(report.address), "cases": report.cases,
        "unreadable": report.unreadable, "identity": text_or_none(report.identity),
        "person": text_or_none(report.person),
    }  # fmt: skip
    return View("clone", columns, [row], page="\n".join(one_line(translate(each)) for each in _lines(report)))


def _lines(report: CloneReport) -> Iterator[Message]:
    yield counted(
        "cloned {address} to {folder}, with {count} case; git is set up to merge cases",
        "cloned {address} to {folder}, with {count} cases; git is set up to merge cases",
        report.cases, folder=report.folder, address=redacted(report.address),
    )  # fmt: skip
    if report.unreadable:
        yield counted(
            "{count} file cannot be read; to see why: casectl check",
            "{count} files cannot be read; to see why: casectl check",
            report.unreadable,
        )  # fmt: skip
    yield _who(report)


def _who(report: CloneReport) -> Message:
    if report.person:
        return msg("you are {person} here ({identity})", person=report.person, identity=report.identity)
    if report.identity:
        return msg(
            (
                "{identity} is not a person in this casebook: ask somebody who may change casectl.yaml to add"
                " the address under people"
            ),
            identity=report.identity,
        )
    return msg(
        "git does not know who you are; to set it: {command}",
        command='git config --global user.name "YOUR NAME"; git config --global user.email YOU@EXAMPLE.ORG',
    )
