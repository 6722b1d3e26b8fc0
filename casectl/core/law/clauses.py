"""Where in a template the rule is written that an event breaks: what a finding names beside what was missing."""

from __future__ import annotations

from casectl.core.law.in_force import InForce
from casectl.core.law.moment import Moment
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import list_of, text_of
from casectl.core.workflow.transitions import step_taken

TRANSITIONS = "workflow.transitions"


def of_step(moment: Moment) -> str:
    """The step that was taken; all steps, if there is no such one."""
    step = step_taken(moment.in_force.template, moment.case.header.state, moment.event.text("to"))
    return f"{TRANSITIONS}.{step.name}" if step and step.name else TRANSITIONS


def of_reopening(_moment: Moment) -> str:
    """What the workflow says of reopening."""
    return "workflow.reopens_to"


def of_levels(_moment: Moment) -> str:
    """The levels."""
    return "levels"


def of_a_colleagues(moment: Moment) -> str:
    """What is said of the cases of others."""
    return "workflow.assign" if moment.event.kind == "assigned" else "workflow.work"


def of_about(_moment: Moment) -> str:
    """Who may change whom a complaint is about."""
    return "workflow.change_about"


def of_clocks(moment: Moment) -> str:
    """The clocks that the event names, or to which it does something."""
    named = [text_of(each) for each in list_of(moment.event.data.get("clock"))]
    return ", ".join(f"clocks.{each}" for each in named or moment.event.mapping("clocks"))


def clause(force: InForce, key: str) -> Message:
    """The file and the line in which a key of the template is written, the key, and the version in force."""
    first, template = key.partition(", ")[0], force.template
    place = force.place_of(first) if force.place_of else f"templates/{template.name}.yaml"
    return msg("{place}, {key}, version {version}", place=place, key=key, version=template.version)
