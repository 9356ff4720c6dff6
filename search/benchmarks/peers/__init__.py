"""Other tools of this kind, each driven in a Python environment of its own.

What starts with `drive_` runs there, where nothing of Blogseek is installed: it imports nothing of it but
`driving` and what that needs, which is the standard library and numpy.
"""
