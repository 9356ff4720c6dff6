"""Many readers at once, over the page's own server."""
