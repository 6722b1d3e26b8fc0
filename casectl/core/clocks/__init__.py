"""The engine of deadlines: what events do to clocks, how a deadline is calculated, explained and recomputed."""
