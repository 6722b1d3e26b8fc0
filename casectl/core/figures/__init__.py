"""Figures: what the lives of many cases add up to in a period, each with its formula, its cohort and its cases."""
