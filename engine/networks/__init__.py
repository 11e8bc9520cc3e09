"""Networks: weights and how they are drawn, readout, vocabulary. A network knows no task and no shipped model."""
