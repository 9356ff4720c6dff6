"""What a person names, an address or a path -> its address."""

from pathlib import Path

from index.settings import path_named


def named_address(name: str) -> str:
    """The address that a person means by `name`: an address, one without its `https://`, or a path.

    >>> named_address("a.example/post"), named_address("/home/me/blog/")
    ('https://a.example/post', 'file:///home/me/blog/')
    """
    named = path_named(name)
    if named is None:
        return name if "://" in name else f"https://{name}"
    path = Path(named)
    return path.resolve().as_uri() + ("/" if named.endswith("/") or path.is_dir() else "")
