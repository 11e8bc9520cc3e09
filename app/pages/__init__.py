"""The pages and widgets: what a link to each says, and what it starts from."""
