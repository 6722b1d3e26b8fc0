"""Merging two histories of one case by what they mean. Pure, and the same whichever side is named first."""
