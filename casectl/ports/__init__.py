"""What casectl needs from outside, as Protocols: one module for each thing that is done with it."""
