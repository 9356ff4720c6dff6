"""What an address on the web is: how it is asked for, and when two of them mean the same page."""

from index.addresses.keys import INDEX_NAMES, address_key, key_host
from index.addresses.kinds import is_asset, is_below, is_private_host_name, root_folder, site_root
from index.addresses.normal import normal_address

__all__ = [
    "INDEX_NAMES",
    "address_key",
    "is_asset",
    "is_below",
    "is_private_host_name",
    "key_host",
    "normal_address",
    "root_folder",
    "site_root",
]
