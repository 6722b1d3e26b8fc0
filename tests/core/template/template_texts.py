"""A template's text, what is read from it, and what is wrong with it."""

from __future__ import annotations

from casectl.adapters.yaml.reader import read
from casectl.core.template.keys import CODES
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.values.tree import Source
from casectl.core.workflow.guards import GUARDS

BASE = """\
template: base
version: 1
title: {en: Base, zh: 基础}
levels: {1: Low, 2: High}
fields:
  kind: {type: choice, title: Kind, required: opening, choices: {a: {en: A, zh: 甲}, b: B}}
  who:
    type: map
    title: Who
    fields:
      name: {type: text, title: Name, required: [opening, done], private: yes}
      age: {type: number, title: Age, min: 0, max: 150}
  sums: {type: list, title: Sums, item: {type: money}}
  ours: {type: yes_no, title: Ours, default: no}
workflow:
  initial: new
  reopens_to: new
  reopen_may: supervisor
  states:
    new: {title: New, category: open}
    done: {title: Done, category: closed}
  transitions:
    finish:
      from: new
      to: done
      title: Finish
      guards: [has_owner, {contacted: {direction: out}},
               {fields_set: {fields: [who.name]}}, {checklist_done: {checklist: ticks}}]
      may: [agent]
clocks:
  answer:
    title: Answer
    kind: internal
    starts: opened
    stops: [contact:out, state:done]
    counts_from: received
    within: [{when: {level: 2, ours: yes}, duration: 2小时}, {when: {who.age: 7}, duration: 3wd}, {duration: 24h}]
    warn: 2h
follow_ups:
  call: {title: Call, on: state:done, after: 7天, what: callback, blocking: yes}
checklists:
  ticks: {title: Ticks, items: {one: {en: One, zh: 一}, two: Two}}
"""


def source(text: str, name: str = "base") -> Source:
    return read(f"templates/{name}.yaml", text.encode())


def good(text: str, name: str = "base", **bases: str) -> Template:
    others = {each: source(content, each) for each, content in bases.items()}
    template, findings = read_template(source(text, name), others.get, GUARDS)
    assert [str(finding.what) for finding in findings] == []
    assert template is not None
    return template


def faults(text: str, name: str = "base", **bases: str) -> list[tuple[str, str, str]]:
    others = {each: source(content, each) for each, content in bases.items()}
    template, findings = read_template(source(text, name), others.get, GUARDS)
    assert (template is None) == bool(findings)
    assert {finding.code for finding in findings} <= set(CODES)
    return [(str(each.place).removeprefix("templates/"), each.code, str(each.what)) for each in findings]


def changed(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new)


CHILD = """\
template: child
version: 2
extends: base
title: {en: Child}
levels: remove
fields:
  who: {fields: {age: remove, born: {type: date, title: Born}}}
  kind: {choices: {c: C}}
  more: {type: text, title: More}
workflow:
  transitions:
    finish: {title: End it, guards: remove}
clocks:
  answer: {within: [{duration: 1h}]}
follow_ups: {call: remove}
"""
