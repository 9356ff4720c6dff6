"""What a person names, an address or a path -> its address."""

import os
from pathlib import Path


def named_address(name: str, folder: Path = Path()) -> str:
    """The address that a person means by `name`: an address, one without its `https://`, or a path from
    `folder`.

    >>> named_address("a.example/post"), named_address("/home/me/blog/")
    ('https://a.example/post', 'file:///home/me/blog/')
    """
    if "://" in name:
        return name
    named = Path(name).expanduser()
    path = folder / named
    is_there = os.path.exists(path)  # noqa: PTH110 - Path's raises for what is too long to be a path
    if not is_there and not named.is_absolute() and "." in name.partition("/")[0].strip("."):
        return f"https://{name}"
    is_folder = name.endswith("/") or path.is_dir()
    return path.resolve().as_uri() + ("/" if is_folder else "")
