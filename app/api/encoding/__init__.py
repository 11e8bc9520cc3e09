"""What the engine found, written as JSON and as Plotly figures."""
