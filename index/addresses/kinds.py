"""Where an address lies, and of what kind it is, by itself alone. Pure."""

from posixpath import splitext
from urllib.parse import urlsplit

from index.addresses.keys import INDEX_NAMES, key_host
from index.addresses.normal import NUMBER, normal_address

_ASSET_ENDINGS = frozenset(
    "png jpg jpeg jpe jfif gif webp avif heic bmp tif tiff ico svg psd ai eps raw cr2 "
    "css scss less js mjs cjs map wasm woff woff2 ttf otf eot "
    "mp3 m4a m4b ogg oga opus flac wav aac mid midi mp4 m4v mov avi mkv webm ogv wmv flv mpg mpeg 3gp swf "
    "pdf ps djvu epub mobi azw3 doc docx odt rtf xls xlsx ods ppt pptx odp key pages csv tsv parquet "
    "zip gz tgz bz2 xz 7z rar tar zst deb rpm dmg pkg exe msi apk ipa iso img jar bin dll so torrent "
    "sqlite db ics vcf webmanifest asc sig gpg pem crt ipynb kml gpx stl blend".split()
)
_PRIVATE_ENDINGS = (
    "localhost local localdomain internal intranet private lan home corp home.arpa in-addr.arpa ip6.arpa"
).split()


def is_below(url: str, root: str) -> bool:
    """Whether `url` is in the folder of `root`, on its site: `/blog` and `/blog/index.html` mean `/blog/`."""
    address, top = normal_address(url), normal_address(root)
    if address is None or top is None:
        return False
    address_parts, top_parts = urlsplit(address), urlsplit(top)
    if key_host(address_parts) != key_host(top_parts):
        return False
    folder = root_folder(top_parts.path)
    return f"{address_parts.path}/".startswith(folder)


def root_folder(path: str) -> str:
    """The folder that a site's address means by its path, with a slash at both ends."""
    head, _, name = path.rpartition("/")
    if (
        not name
        or name.casefold() in INDEX_NAMES
        or splitext(name)[1].casefold() in (".html", ".htm", ".xml", ".php")
    ):
        return f"{head}/"
    return f"{path}/"


def site_root(url: str) -> str:
    """The address of the whole site: `https://example.org:81/a/b` -> `https://example.org:81/`."""
    parts = urlsplit(normal_address(url) or url)
    return f"{parts.scheme}://{parts.netloc}/"


def is_asset(url: str) -> bool:
    """Whether an address is a picture's, a style sheet's, a download's …, by its ending."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return False
    name = path.rpartition("/")[2]
    return "." in name and name.rpartition(".")[2].casefold() in _ASSET_ENDINGS


def is_private_host_name(host: str) -> bool:
    """Whether a host is of one's own network by its name alone; for addresses in numbers this says False."""
    name = host.casefold().strip("[]").rstrip(".")
    if ":" in name or NUMBER.fullmatch(name.rpartition(".")[2]):
        return False
    return "." not in name or any(
        name == ending or name.endswith(f".{ending}") for ending in _PRIVATE_ENDINGS
    )
