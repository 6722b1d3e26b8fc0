"""What protects casectl from a git folder that is damaged, or that somebody made to do harm.

`defences.Defences` is the entrance: `GitCommand` starts every git through it, and what git answers is held against it.
The other modules are its own. R13, R14 and S2 of the scorecard measure what it promises.
"""
