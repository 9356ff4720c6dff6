"""What README promises is there, and what is there is in README."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT_ROOT

README = PROJECT_ROOT / "README.md"
SCRIPTS = sorted(
    path
    for path in (PROJECT_ROOT / "scripts").glob("*.py")
    if "def main(" in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_command_is_in_the_readme_and_explains_itself(script: Path) -> None:
    assert f"scripts/{script.name}" in README.read_text(encoding="utf-8")
    shown = subprocess.run(
        [sys.executable, str(script), "--help"], capture_output=True, text=True, timeout=60, check=False
    )
    assert shown.returncode == 0, shown.stderr
    assert "usage:" in shown.stdout


def test_every_file_that_the_readme_names_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"\]\(([^)#:]+)\)", text)) | set(re.findall(r"\bscripts/\w+\.py\b", text))
    assert named
    assert [name for name in sorted(named) if not (PROJECT_ROOT / name).exists()] == []


def test_every_setting_is_in_the_readme() -> None:
    from dataclasses import fields

    from index.settings import Settings, SourceEntry

    text = README.read_text(encoding="utf-8")
    for section in fields(Settings):
        value = getattr(Settings(), section.name)
        assert f"\n[[{section.name}]]" in text if value == () else f"\n[{section.name}]" in text
        for setting in fields(SourceEntry() if value == () else value):
            assert f"\n{setting.name} =" in text, setting.name
