"""Backpropagation through time: gradients by every state, the itemised map, Jacobians and spectra."""
