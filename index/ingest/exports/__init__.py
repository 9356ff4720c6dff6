"""Exports of blogging platforms as sources, one module per platform: a file, zip or folder in, pages out."""
