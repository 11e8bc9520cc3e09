"""What the API may be asked: fields, limits and defaults, as OpenAPI shows them."""
