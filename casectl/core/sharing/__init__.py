"""What is told of casebooks that are shared: reports of `sync` and `clone`."""
