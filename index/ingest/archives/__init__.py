"""Archives as sources: WARC files, MHTML pages and zips of saved pages."""
