"""What every verb that writes goes through: from a proposal to a commit, for one case or for many."""
