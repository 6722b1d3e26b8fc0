"""The law: one pure judgment of a case's events, whoever wrote them, under the rules that were in force.

`judge` (`casectl.core.law.judging`) goes through a journal once and asks of every event the rules that the row of its
kind names (`casectl.core.case.kinds.kind.EventKind.rules`) and those for all kinds. Verbs ask it of the events that
they propose, before they are recorded; `check` asks it of every case on disk. So each rule is written once:

    verdict.py     what a rule says of an event: a fault, or that it cannot be judged, and why
    in_force.py    what an event is judged under: settings, template, the clocks' rules
    moment.py      one event as it is judged: the case before it, the header after, the fields as they stood
    walking.py     the moments of a journal, in one pass
    judging.py     the judgment, and the refusal that a verb makes of it
    table.py       the rules, a row each
    the others     the rules by subject
"""
