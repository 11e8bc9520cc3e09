"""The JSON API: routes, what they ask of the engine, and what they answer."""
