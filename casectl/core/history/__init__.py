"""What git's history says happened to a case, and how each event is described."""
