"""The figures of the scorecard, in order. A figure that is not in this table is not measured; see EXPECTED."""

from __future__ import annotations

from tests.scorecard import (
    cost,
    objects,
    properties,
    r01_writers,
    r02_company,
    r03_kills,
    r04_faults,
    r05_powercut,
    r06_merges,
    r07_clones,
    r08_ids,
    r09_suite,
    r10_text,
    r11_diffs,
    r12_hostile_files,
    r13_hostile_repositories,
    r14_names,
    r15_sinks,
    r16_tampering,
    r17_states,
    r18_clocks,
    r19_cache,
    r20_commands,
    r21_alterations,
)
from tests.scorecard.figure import Figure

FIGURES = (
    Figure("R1", "concurrent writers", r01_writers.measure, r01_writers.control),
    Figure("R2", "mixed company", r02_company.measure, r02_company.control),
    Figure("R3", "SIGKILLs", r03_kills.measure, r03_kills.control),
    Figure("R4", "fault sweep", r04_faults.measure, r04_faults.control),
    Figure("R5", "power cut", r05_powercut.measure, r05_powercut.control),
    Figure("R6", "merged pairs", r06_merges.measure, r06_merges.control),
    Figure("R7", "clones", r07_clones.measure, r07_clones.control),
    Figure("R8", "offline ids", r08_ids.measure, r08_ids.control),
    Figure("R9", "yaml-test-suite", r09_suite.measure, r09_suite.control),
    Figure("R10", "text fidelity", r10_text.measure, r10_text.control),
    Figure("R11", "diff economy", r11_diffs.measure, r11_diffs.control),
    Figure("R12", "hostile case files", r12_hostile_files.measure, r12_hostile_files.control),
    Figure("R13", "hostile repositories", r13_hostile_repositories.measure, r13_hostile_repositories.control),
    Figure("R14", "names, paths, options", r14_names.measure, r14_names.control),
    Figure("R15", "sinks", r15_sinks.measure, r15_sinks.control),
    Figure("R16", "tampering", r16_tampering.measure, r16_tampering.control),
    Figure("R17", "states of a repository", r17_states.measure, r17_states.control),
    Figure("R18", "clock oracle", r18_clocks.measure, r18_clocks.control),
    Figure("R19", "cache", r19_cache.measure, r19_cache.control),
    Figure("R20", "fuzzed commands", r20_commands.measure, r20_commands.control),
    Figure("R21", "single alterations", r21_alterations.measure, r21_alterations.control),
    Figure("P1", "properties", properties.measure, properties.control),
    Figure("S1", "cost of safety", cost.measure, cost.control),
    Figure("S2", "damaged objects", objects.measure, objects.control),
)

EXPECTED = 24
"""How many figures there must be: fewer is a failure, since what is not measured may be broken."""
