"""A tiny project that scripts/ can set up and start without the network, in seconds."""

import shutil
import zipfile
from pathlib import Path

REAL_ROOT = Path(__file__).resolve().parent.parent.parent

# Stands in for streamlit: answers the same health question, on the address it is told.
_FAKE_STREAMLIT = """
import http.server, os, pathlib, sys
if pathlib.Path("page-fails").exists():
    sys.exit("the page is broken")
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(os.environ["BLOGSEEK_INDEX"].encode())
    def log_message(self, *words):
        pass
options = dict(zip(sys.argv[1:], sys.argv[2:]))
address = options["--server.address"], int(options["--server.port"])
http.server.HTTPServer(address, Page).serve_forever()
"""

# Stands in for the real one: publishes an empty index, and fails when told to.
_FAKE_REINDEX = """
import pathlib, sys
source, option, folder = sys.argv[1:]
assert (source, option) == ("samples", "--index")
if pathlib.Path("reindex-fails").exists():
    sys.exit(3)
pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
(pathlib.Path(folder) / "CURRENT").write_text("one")
print("indexed", source, flush=True)
"""


def make_project(root: Path) -> Path:
    """The scripts and the settings as they are, everything costly replaced."""
    for folder in ("index", "scripts", "streamlit", "wheels"):
        (root / folder).mkdir(parents=True)
    for name in ("environment.py", "start.py", "test.py"):
        shutil.copy(REAL_ROOT / "scripts" / name, root / "scripts")
    for name in ("__init__.py", "errors.py", "settings.py"):
        shutil.copy(REAL_ROOT / "index" / name, root / "index")
    (root / "scripts/reindex.py").write_text(_FAKE_REINDEX, encoding="utf-8")
    (root / "streamlit/__main__.py").write_text(_FAKE_STREAMLIT, encoding="utf-8")
    (root / "pyproject.toml").write_text("", encoding="utf-8")
    make_wheel(root / "wheels", "tiny", "1.0")
    require(root, "requirements.txt", "tiny==1.0")
    require(root, "requirements-dev.txt", "tiny")
    return root


def require(root: Path, requirement_file: str, line: str) -> None:
    """Make `line` all that the file asks for, to be found in the project's own folder alone."""
    text = f"--no-index\n--find-links wheels\n{line}\n"
    (root / requirement_file).write_text(text, encoding="utf-8")


def make_wheel(folder: Path, name: str, version: str) -> None:
    """An installable package of one empty module."""
    facts = f"{name}-{version}.dist-info"
    members = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{facts}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{facts}/WHEEL": "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*members, f"{facts}/RECORD"])
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in {**members, f"{facts}/RECORD": record}.items():
            wheel.writestr(path, text)
