"""What each code of `check` means to the person who meets it: an example of its cause, and what to do next."""
