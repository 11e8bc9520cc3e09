"""What the server sends of the scripts, without comments and white space, is the same program."""

from __future__ import annotations

import json
from pathlib import Path

from app.pages.rendering import assets
from app.web.folders import STATIC
from tests.js.conftest import Node

SYNTAX = """
import { pathToFileURL } from "node:url";
const { default: ts } = await import(pathToFileURL(process.argv.at(-1)));
let input = "";
for await (const piece of process.stdin) input += piece;

/** Every node of the syntax tree, with the text of names, numbers, strings and templates. */
function tree(source) {
  const found = [];
  const visit = (node) => {
    const text = ts.isSourceFile(node) ? "" : (node.rawText ?? node.text ?? "");
    found.push(`${ts.SyntaxKind[node.kind]} ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("a.js", source, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS));
  return found;
}

const different = JSON.parse(input).flatMap(([name, written, sent]) => {
  const [a, b] = [tree(written), tree(sent)];
  const at = a.findIndex((node, i) => node !== b[i]);
  return at < 0 && a.length === b.length ? [] : [`${name}: ${a[at]} became ${b[at]}`];
});
if (different.length) { console.error(different.join("\\n")); process.exitCode = 1; }
"""


def test_every_script_that_is_sent_means_what_was_written(node: Node, typescript: Path) -> None:
    names = [name for name in assets.files if name.endswith(".js")]
    assert len(names) > 20
    scripts = [(name, (STATIC / name).read_text("utf-8"), assets.files[name].body.decode()) for name in names]
    compiler = typescript.parents[1] / "lib" / "typescript.js"
    done = node("--input-type=module", "--eval", SYNTAX, "--", compiler, text=json.dumps(scripts))
    assert done.returncode == 0, done.stderr
