"""The deadline engine: what events do to clocks, and how a deadline is calculated, explained and recalculated."""
