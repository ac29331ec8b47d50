"""The command that finds an old key finds it in the settings of every client of the site."""

import os
import subprocess
from pathlib import Path

from tests.commands.client_table import known
from tests.site.facts import ROOT

OLD_KEY = "sk-your-disabled-key"


def test_an_old_key_is_found_in_the_files_of_every_client(tmp_path: Path) -> None:
    project = tmp_path / "project"
    files = {title for row in known() for title in row["files"]} | {"~/.zshrc", ".env"}
    paths = {tmp_path / title[2:] if title.startswith("~/") else project / title for title in files}
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'a first line\nkey = "{OLD_KEY}"\n', encoding="utf-8")
    (tmp_path / ".profile").write_text("export KEY=sk-your-openai-key\n", encoding="utf-8")
    found = subprocess.run(
        ["bash", "-c", (ROOT / "snippets" / "keys" / "find.sh").read_text(encoding="utf-8")],
        cwd=project,
        env=os.environ | {"HOME": str(tmp_path), "OLD_KEY": OLD_KEY},
        capture_output=True,
        text=True,
        check=True,
    )
    assert {(project / line).resolve() for line in found.stdout.splitlines()} == paths
    assert OLD_KEY not in found.stdout
