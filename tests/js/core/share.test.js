import assert from "node:assert/strict";
import test from "node:test";
import { copyText } from "../../../static/js/core/share.js";

/** As much of a document as copying touches. */
function fakeDocument(writeText, execCommand = () => true) {
  const field = { style: {}, removed: false, value: "", select() {}, remove() { this.removed = true; }, hasAttribute: () => false, setAttribute() {}, getAttribute: () => null };
  const document = { defaultView: { navigator: { clipboard: writeText && { writeText } } }, execCommand, activeElement: null, createElement: () => field };
  return { document: Object.assign(document, { body: { ownerDocument: document, append() {} } }), field };
}

test("copying uses the clipboard where there is one", async () => {
  const copied = [];
  assert.equal(await copyText("x", fakeDocument(async (text) => copied.push(text)).document), true);
  assert.deepEqual(copied, ["x"]);
});

test("copying in a frame without the permission falls back to a selection, and leaves nothing behind", async () => {
  for (const writeText of [undefined, () => Promise.reject(new DOMException("denied", "NotAllowedError"))]) {
    const { document, field } = fakeDocument(writeText);
    assert.equal(await copyText("some text", document), true);
    assert.deepEqual([field.value, field.removed], ["some text", true]);
  }
});

test("when neither way is open, the caller is told", async () => {
  assert.equal(await copyText("x", fakeDocument(undefined, () => false).document), false);
});
