"""The index on disk: where things lie, how a generation is built, published and gone back to."""
