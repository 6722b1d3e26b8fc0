"""JUnit's XML, as Jenkins and GitLab read it: a test case for each row, which fails where something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from casectl.core.values.regex import regex
from casectl.render.annotation import Annotation
from casectl.render.formats import RenderOptions
from casectl.render.text.terminal import one_line
from casectl.render.view import View
from casectl.render.writers.annotating import UNREADABLE, annotations_of, in_checkout

_NO_XML = regex("[\ufffe\uffff]")
"""What XML cannot have in it besides what `one_line` takes out."""


def junit(view: View, _options: RenderOptions) -> str:
    """A suite; errors and warnings are failures, notices are passed tests, and where nothing was found one passes."""
    found = annotations_of(view)
    name = f"casectl {view.kind}"
    cases = [_case(each, view) for each in found] or [_element("testcase", {"name": name, "classname": "casectl"})]
    errors = sum(each.code == UNREADABLE for each in found)
    failures = sum(each.severity != "notice" for each in found) - errors
    counts = {"tests": len(cases), "failures": failures, "errors": errors}
    suite = _element("testsuite", {"name": name, **counts}, cases)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_element("testsuites", counts, [suite])}'


def _case(each: Annotation, view: View) -> str:
    path = in_checkout(each.path, view)
    told = {"name": f"{each.code} {each.name or each.text}", "classname": path}
    if each.severity == "notice":
        return _element("testcase", told)
    place = ":".join(map(str, filter(None, (path, each.line, each.column))))
    kind = "error" if each.code == UNREADABLE else "failure"
    return _element("testcase", told, [_element(kind, {"type": each.code, "message": each.text}, [_xml(place)])])


def _element(name: str, attributes: Mapping[str, str | int], inside: Iterable[str] = ()) -> str:
    start = f"<{name}{_attributes(attributes)}"
    body = "".join(inside)
    return f"{start}>\n{body}</{name}>\n" if body else f"{start}/>\n"


def _attributes(of: Mapping[str, str | int]) -> str:
    return "".join(f' {name}="{_xml(str(value))}"' for name, value in of.items())


def _xml(text: str) -> str:
    """The text on one line, with nothing in it that is markup, or that XML forbids."""
    return escape(_NO_XML.sub(lambda found: f"<U+{ord(found[0]):04X}>", one_line(text)))
