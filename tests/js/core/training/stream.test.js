import assert from "node:assert/strict";
import test from "node:test";
import { ApiProblem, Busy, Offline } from "../../../../static/js/core/errors.js";
import { createRuns } from "../../../../static/js/core/training/stream.js";
import { RECALL, started } from "../../train-tasks.js";

const start = started(RECALL);
const end = { name: "end", data: { reason: "done", update: 300, networks: { lstm: "weights" } } };

const streamed = (chunks, status = 200, headers = {}) => async () =>
  new Response(new ReadableStream({ start: (out) => (chunks.forEach((chunk) => out.enqueue(new TextEncoder().encode(chunk))), out.close()) }), { status, headers });

const heard = async (fetch) => {
  const names = [];
  for await (const event of createRuns({ fetch })("cell=lstm", new AbortController().signal)) names.push(event.name);
  return names;
};

test("events are read across the seams of the stream, and comments are passed over", async () => {
  const cell = '{"memory":{"dtype":"f4","shape":"1, 1","bdata":"AACAPw=="}}';
  const text = `event: start\ndata: {}\n\n: ping\n\nevent: progress\ndata: {"cells":{"lstm":${cell}}}\n\nevent: end\ndata: {}\n\n`;
  for (const seam of [1, 20, 40, 70]) {
    assert.deepEqual(await heard(streamed([text.slice(0, seam), text.slice(seam)])), ["start", "progress", "end"]);
  }
});

test("a stream that stops before its end was cut; a full server says when to come back", async () => {
  await assert.rejects(heard(streamed(["event: start\ndata: {}\n\n"])), Offline);
  await assert.rejects(heard(streamed(['event: start\ndata: {}\n\nevent: error\ndata: {"status": 503}\n\n'])), Offline);
  await assert.rejects(heard(streamed(["{}"], 503, { "retry-after": "8" })), (error) => error instanceof Busy && error.seconds === 8);
  const problem = JSON.stringify({ detail: "x", errors: [{ pointer: "/seed", detail: "is -1" }] });
  await assert.rejects(heard(streamed([problem], 422)), (error) => error instanceof ApiProblem && error.problems[0].field === "seed");
});
