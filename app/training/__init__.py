"""Training runs: their processes, and what is told of them."""
