"""Every error that a user may meet. Each message is one sentence or two: what is wrong, what to do.

BlogseekError
├── SettingsError        the settings file or an option cannot be used
├── SourceError          a source cannot be read at all
├── NothingToIndex       the sources were read, and no post came out of them
├── NotAPost             one page is left out (its message is the reason); the run goes on
├── ModelError           the model cannot be found, read or trusted
└── IndexFault
    ├── IndexMissing     there is no index yet
    ├── IndexBroken      what is there is not a whole index
    ├── IndexBusy        another writer holds the lock
    ├── IndexUnwritable  nothing is wrong with it, but it cannot be written: no room, no permission
    └── ModelMismatch    the index was built with another model than the one at hand
"""


class BlogseekError(Exception):
    """Root of all errors that are shown to a user as one line."""


class SettingsError(BlogseekError):
    """The settings file or an option cannot be used."""


class SourceError(BlogseekError):
    """A source cannot be read at all."""


class NothingToIndex(BlogseekError):
    """The sources were read, and no post came out of them."""


class NotAPost(BlogseekError):
    """One page is left out. The message is the reason, in a few words."""


class ModelError(BlogseekError):
    """The model cannot be found, read or trusted."""


class IndexFault(BlogseekError):
    """Something is wrong with the index as a whole."""


class IndexMissing(IndexFault):
    """There is no index yet."""


class IndexBroken(IndexFault):
    """What is there is not a whole index."""


# What helps against a damaged generation; messages of IndexBroken end with it.
REPAIR = (
    "go back to the generation before with: python scripts/rollback.py, "
    "or build it again with: python scripts/reindex.py SOURCE"
)


class IndexBusy(IndexFault):
    """Another writer holds the lock."""


class IndexUnwritable(IndexFault):
    """Nothing is wrong with the index, but a file cannot be written: no room, no permission."""


class ModelMismatch(IndexFault):
    """The index was built with another model than the one at hand."""
