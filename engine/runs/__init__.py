"""Running a network: inputs, schedule, feeding, the recorded trace, its losses, and where its numbers come from."""
