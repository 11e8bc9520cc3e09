"""What the API answers, as OpenAPI describes it."""
