"""Sources: each kind is a stream of pages."""
