"""The configuration: defaults, values, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.errors import InputError
from copydesk.store.personal.config import Config
from copydesk.store.personal.locations import config_file


def test_without_a_file_the_defaults_hold() -> None:
    assert Config.load() == Config()
    assert Config().measure == 76


def test_the_platforms_file_is_read(own_home: Path) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text('theme = "nord"\n')
    assert Config.load().theme == "nord"


def test_the_environment_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'annotator = "ana"\nannotations = "tags"\nmeasure = 60\n[keys]\n"app.quit" = "Q"\nmove.down = ["j", "down"]\n'
    )
    monkeypatch.setenv("COPYDESK_CONFIG", str(path))
    assert Config.load() == Config(
        annotator="ana",
        annotations=tmp_path / "tags",
        measure=60,
        keys={"app.quit": ("Q",), "move.down": ("j", "down")},
    )


def test_a_named_file_that_is_not_there_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_CONFIG", str(tmp_path / "none.toml"))
    (warning,) = Config.load().warnings
    assert "none.toml" in warning


def test_an_unknown_key_is_a_warning_with_the_nearest_one(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('\nthem = "nord"\n[colours]\n')
    assert Config.load(path).warnings == (
        f"{path}:2: them is no setting; did you mean theme?",
        f"{path}:3: colours is no setting",
    )


@pytest.mark.parametrize(
    "engine",
    ["auto", "rules", "neural", "spacy:en_core_web_sm", "spacy:/models/my model", "rules+my-engine+spacy:en_a"],
)
def test_an_engine_can_be_named(tmp_path: Path, engine: str) -> None:
    path = tmp_path / "c.toml"
    path.write_text(f'engine = "{engine}"\npatience = 90\n')
    assert Config.load(path) == Config(engine=engine, patience=90)
    assert (Config().engine, Config().patience) == ("auto", 20)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("annotator = 1", 1),
        ("\nmeasure = '60'", 2),
        ("measure = 3", 1),
        ("engine = 1", 1),
        ("engine = ''", 1),
        ("engine = 'rules+'", 1),
        ("\nengine = 'spacy:'", 2),
        ("engine = 'rules mine'", 1),
        ("patience = 'long'", 1),
        ("patience = 0.5", 1),
        ("patience = 1e9", 1),
        ("patience = inf", 1),
        ("keys = 1", 1),
        ("[keys]\nquit = 1", 2),
        ("theme", 1),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_its_line(tmp_path: Path, source: str, line: int) -> None:
    path = tmp_path / "c.toml"
    path.write_text(source)
    with pytest.raises(InputError) as caught:
        Config.load(path)
    assert caught.value.line == line


def test_a_preset_of_keys_is_named_alone_or_among_the_keys_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    for source, keys, places in (
        ('keys = "emacs"\n', {}, {"preset": 1}),
        ('[keys]\npreset = "emacs"\nundo = "U"\n', {"undo": ("U",)}, {"preset": 2, "undo": 3}),
        ('keys.preset = "emacs"\nkeys.undo = "U"\n', {"undo": ("U",)}, {"preset": 1, "undo": 2}),
    ):
        path.write_text(source)
        found = Config.load(path)
        assert (found.preset, found.keys, found.warnings) == ("emacs", keys, ())
        assert found.key_places == {id: f"{path}:{line}" for id, line in places.items()}
