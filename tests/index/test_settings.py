"""The settings file: what is set holds, what is wrong is named."""

from pathlib import Path

import pytest

from index.errors import SettingsError
from index.settings import INDEX_VARIABLE, PROJECT_ROOT, Settings, load_settings


def load(tmp_path: Path, text: str | bytes) -> Settings:
    path = tmp_path / "blogseek.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_settings(path)


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "blogseek.toml") == Settings()
    assert load(tmp_path, "") == Settings()


def test_what_is_set_holds_and_the_rest_is_default(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        '[store]\nfolder = "/srv/index"\ngenerations_kept = 9\n[embedding]\nmodel = "intfloat/e5-small"\n'
        "[passages]\ntarget_tokens = 99\n",
    )
    assert settings.store.folder == "/srv/index"
    assert settings.store.generations_kept == 9
    assert settings.embedding.model == "intfloat/e5-small"
    assert settings.embedding.batch_tokens == Settings().embedding.batch_tokens
    assert settings.passages.target_tokens == 99


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[stroe]\nfolder = 'x'", r"blogseek\.toml: stroe is not a setting; known here: .*store"),
        ("[store]\nfolders = 'x'", r"store: folders is not a setting; known here: folder, generations_kept"),
        ("store = 'x'", r"store must be a table"),
        ("[ranking]\nrecency = 1.5", r"recency must be from 0 to 1"),
        ("[ranking]\nrecency = -1", r"recency must be 0 or more"),
        ("[ranking]\nhalf_life_days = 0", r"half_life_days must be more than 0"),
        ("[store]\nfolder = 5", r"store: folder must be a text in quotes"),
        ("[store]\nfolder = { a = 1 }", r"store: folder must be a text in quotes"),
        ("[passages]\ntarget_tokens = '160'", r"target_tokens must be a whole number"),
        ("[passages]\ntarget_tokens = 160.5", r"target_tokens must be a whole number"),
        ("[passages]\ntarget_tokens = true", r"target_tokens must be a whole number"),
        ("[passages]\ntarget_tokens = 0", r"target_tokens must be at least 1"),
        ("[store]\ngenerations_kept = -1", r"generations_kept must be at least 1"),
        ("[crawl]\ndelay_s = -1.0", r"crawl: delay_s must be 0 or more"),
        ("[crawl]\ndelay_s = nan", r"crawl: delay_s must be 0 or more"),
        ("[crawl]\ndelay_s = 'slow'", r"crawl: delay_s must be a number"),
        ("[crawl]\nallow_private = 1", r"allow_private must be true or false"),
        ("[optout]\naddresses = 'https://a.example'", r"addresses must be a list of texts in quotes"),
        ("[optout]\naddresses = [1]", r"addresses must be a list of texts in quotes"),
        ("[optout]\naddresses = ['https://a.example', ' ']", r"addresses must not hold an empty one"),
        ("source = 'posts'", r"source must be written as \[\[source\]\]"),
        ("[source]\nlocation = 'posts'", r"source must be written as \[\[source\]\]"),
        ("[[source]]\nplace = 'posts'", r"source: place is not a setting; known here: location, kind"),
        ("[[source]]\nlocation = 1", r"source: location must be a text in quotes"),
        ("[embedding]\nprecision = 'int4'", r"precision must be one of: auto, int8"),
        ("[store", r"blogseek\.toml cannot be read"),
        (b"\xff\xfe", r"blogseek\.toml cannot be read"),
        ("[embedding]\nmodel = ''", r"\[embedding\] model must name one"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load(tmp_path, text)


def test_a_file_that_was_saved_by_windows_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbf[store]\r\nfolder = 'x'\r\n").store.folder == "x"


def test_sources_numbers_and_lists_can_be_set(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        "[crawl]\ndelay_s = 3\nallow_private = false\n[optout]\naddresses = ['https://a.example/']\n"
        "[[source]]\nlocation = 'https://b.example'\n[[source]]\nlocation = 'posts'\nkind = 'hugo'\n",
    )
    assert settings.crawl.delay_s == 3.0
    assert settings.optout.addresses == ("https://a.example/",)
    assert [(entry.location, entry.kind) for entry in settings.source] == [
        ("https://b.example", ""),
        ("posts", "hugo"),
    ]


def test_paths_of_sources_and_models_are_from_the_files_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As where cron runs the command.
    for name in ("posts", "bert", "judge"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir("/")
    settings = load(
        tmp_path,
        "[embedding]\nmodel = 'bert'\n[rerank]\nmodel = 'judge'\n[[source]]\nlocation = 'posts'\n"
        f"[[source]]\nlocation = 'gone'\n[[source]]\nlocation = '{'x' * 5000}'\n",
    )
    assert settings.embedding.model == str(tmp_path / "bert")
    assert settings.rerank.model == str(tmp_path / "judge")
    assert [entry.location for entry in settings.source] == [str(tmp_path / "posts"), "gone", "x" * 5000]


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)


def test_the_index_folder_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(INDEX_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert load(tmp_path, "[store]\nfolder = 'mine'").index_folder() == PROJECT_ROOT / "mine"
    assert load(tmp_path, "[store]\nfolder = '/srv/index'").index_folder() == Path("/srv/index")


def test_the_environments_word_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(INDEX_VARIABLE, str(tmp_path / "other"))
    assert Settings().index_folder() == tmp_path / "other"
    monkeypatch.setenv(INDEX_VARIABLE, "")
    assert Settings().index_folder() == PROJECT_ROOT / Settings().store.folder


def test_a_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(INDEX_VARIABLE, "~/index")
    assert Settings().index_folder() == tmp_path / "index"
    monkeypatch.delenv(INDEX_VARIABLE)
    assert load(tmp_path, "[store]\nfolder = '~/mine'").index_folder() == tmp_path / "mine"


def test_owners_wishes_hold_wherever_a_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Cron runs a command in another folder than a person does.
    wishes = '[optout]\naddresses = ["posts/a.html", "drafts/", "b.example/x"]\n'
    (tmp_path / "blogseek.toml").write_text(wishes)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    posts, drafts, address = load_settings(tmp_path / "blogseek.toml").optout.addresses
    assert posts == str(tmp_path / "posts/a.html")
    assert drafts == f"{tmp_path / 'drafts'}/"
    assert address == "b.example/x"
