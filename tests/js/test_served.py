"""What the server sends of the scripts, without their comments, is still JavaScript."""

from __future__ import annotations

import json

from app.pages import assets
from tests.js.conftest import Node

PARSE = """
import { SourceTextModule } from "node:vm";
let text = "";
for await (const piece of process.stdin) text += piece;
for (const [name, source] of Object.entries(JSON.parse(text))) new SourceTextModule(source, { identifier: name });
"""


def test_every_script_that_is_sent_parses(node: Node) -> None:
    scripts = {name: file.body.decode() for name, file in assets.files.items() if name.endswith(".js")}
    assert len(scripts) > 20
    done = node(
        "--experimental-vm-modules", "--no-warnings", "--input-type=module", "--eval", PARSE, text=json.dumps(scripts)
    )
    assert done.returncode == 0, done.stderr
