import assert from "node:assert/strict";
import test from "node:test";
import { ApiProblem, Offline } from "../../../../static/js/core/errors.js";
import { inputOf, networkOf } from "../../../../static/js/core/run/config.js";
import { createExploreApi, fieldAt } from "../../../../static/js/pages/explore/calls.js";
import { complete } from "../../complete.js";

const config = complete({ text: "hi" });
const TRACE = { steps: [{ t: 1, label: "h" }], layers: [] };
const json = (body, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** An API whose fetch answers with `reply(path, init, call)`. */
function apiWith(reply, options = {}) {
  const calls = [];
  const fetch = (path, init = {}) => {
    calls.push({ path, init });
    return Promise.race([
      Promise.resolve().then(() => reply(path, init, calls.length)),
      new Promise((_, reject) => {
        if (init.signal.aborted) reject(init.signal.reason);
        init.signal.addEventListener("abort", () => reject(init.signal.reason));
      }),
    ]);
  };
  return { api: createExploreApi({ fetch, ...options }), calls };
}

const later = () => {
  let answer;
  const promise = new Promise((resolve) => (answer = resolve));
  return { promise, answer };
};

test("a short run is a GET that the browser may cache", async () => {
  const { api, calls } = apiWith(() => json(TRACE));
  const trace = await api.run(config);
  assert.deepEqual(trace.labels, ["h"]);
  assert.equal(calls[0].path, "/api/v1/run?cell=lstm&text=hi&encoding=base64");
  assert.equal(calls[0].init.method, undefined);
});

test("refusals are asked for in the language of the page, and what a POST carries stays", async () => {
  const { api, calls } = apiWith(() => json(TRACE), { lang: "fr" });
  await api.run(config);
  assert.deepEqual(calls[0].init.headers, { "Accept-Language": "fr" });
  await api.run(complete({ text: "é".repeat(2000) }));
  assert.deepEqual(calls[1].init.headers, { "Content-Type": "application/json", "Accept-Language": "fr" });
  const plain = apiWith(() => json(TRACE));
  await plain.api.run(config);
  assert.deepEqual(plain.calls[0].init.headers, {});
});

for (const [what, long] of [
  ["a long text", complete({ text: "é".repeat(400) })],
  ["201 numbers", complete({ series: Array(201).fill(1) })],
]) {
  test(`${what} is sent by POST`, async () => {
    const { api, calls } = apiWith(() => json(TRACE));
    await api.run(long);
    assert.equal(calls[0].path, "/api/v1/run");
    assert.equal(calls[0].init.method, "POST");
    assert.equal(calls[0].init.headers["Content-Type"], "application/json");
    assert.deepEqual(JSON.parse(calls[0].init.body), { network: networkOf(long), input: inputOf(long), encoding: "base64" });
  });
}

test("200 numbers still fit a GET", async () => {
  const { api, calls } = apiWith(() => json(TRACE));
  await api.run(complete({ series: Array(200).fill(1) }));
  assert.match(calls[0].path, /^\/api\/v1\/run\?cell=lstm&series=1,1,/);
});

test("an explanation is asked for the unit, layer and direction of the configuration", async () => {
  const steps = [{ t: 2, label: "i", equations: [] }];
  const { api, calls } = apiWith(() => json({ steps }));
  assert.deepEqual(await api.explain({ ...config, unit: 3 }, { from: 2, to: 2 }), steps);
  assert.equal(calls[0].path, "/api/v1/explain?cell=lstm&text=hi&unit=3&layer=1&direction=forward&from=2&to=2");
  const long = complete({ series: Array(300).fill(0) });
  await api.explain(long, { from: 7, to: 9 });
  const body = JSON.parse(calls[1].init.body);
  assert.deepEqual([body.unit, body.layer, body.direction, body.from, body.to], [1, 1, "forward", 7, 9]);
});

test("the exact answer comes as the text that the server sent", async () => {
  const { api, calls } = apiWith(() => new Response('{"v": 0.1000000000000000055}'));
  assert.equal(await api.exact(config), '{"v": 0.1000000000000000055}');
  assert.match(calls[0].path, /encoding=json$/);
});

test("a newer run aborts the older, whose answer is never delivered", async () => {
  const first = later();
  const { api, calls } = apiWith((path, init, call) => (call === 1 ? first.promise : json(TRACE)));
  const old = api.run(config);
  const young = api.run({ ...config, seed: 1 });
  first.answer(json(TRACE));
  await assert.rejects(old, { name: "AbortError" });
  assert.equal(calls[0].init.signal.aborted, true);
  assert.equal((await young).T, 1);
});

test("an older answer that is already being read is not delivered either", async () => {
  const body = later();
  const { api } = apiWith((path, init, call) => (call === 1 ? { ok: true, status: 200, text: () => body.promise } : json(TRACE)));
  const old = api.run(config);
  await new Promise((resolve) => setTimeout(resolve));
  const young = api.run({ ...config, seed: 1 });
  body.answer(JSON.stringify(TRACE));
  await assert.rejects(old, { name: "AbortError" });
  await young;
});

test("an older failure does not speak over a newer run", async () => {
  const first = later();
  const { api } = apiWith((path, init, call) => (call === 1 ? first.promise.then(() => Promise.reject(new TypeError("down"))) : json(TRACE)));
  const old = api.run(config);
  const young = api.run({ ...config, seed: 1 });
  first.answer();
  await assert.rejects(old, { name: "AbortError" });
  await young;
});

test("runs and explanations do not abort each other", async () => {
  const { api } = apiWith((path) => json(path.includes("explain") ? { steps: [] } : TRACE));
  const [trace, steps] = await Promise.all([api.run(config), api.explain(config, { from: 1, to: 1 })]);
  assert.deepEqual([trace.T, steps], [1, []]);
});

test("the caller can put a run aside, before and after it was sent", async () => {
  const { api, calls } = apiWith(() => new Promise(() => {}));
  await assert.rejects(api.run(config, AbortSignal.abort()), { name: "AbortError" });
  assert.equal(calls.length, 0);
  const controller = new AbortController();
  const running = api.run(config, controller.signal);
  controller.abort();
  await assert.rejects(running, { name: "AbortError" });
});

test("a refusal names the page's fields, and its words follow the field's name", async () => {
  const errors = [
    { pointer: "/network/hidden_size", detail: "is 300; it must be from 1 to 256." },
    { pointer: "/network/init/gain", detail: "is -1; it must be from 0 to 1000." },
    { pointer: "/input/text", detail: "is empty; give 1 to 2000 characters." },
    { pointer: "/from", detail: "is 9; it must be from 1 to 2." },
  ];
  const { api } = apiWith(() => json({ status: 422, title: "Unprocessable Content", detail: "4 fields", errors }, 422));
  const error = await api.run(config).catch((reason) => reason);
  assert.ok(error instanceof ApiProblem);
  assert.equal(error.status, 422);
  assert.deepEqual(error.problems, [
    { field: "hidden_size", message: "hidden_size is 300; it must be from 1 to 256." },
    { field: "gain", message: "gain is -1; it must be from 0 to 1000." },
    { field: "text", message: "text is empty; give 1 to 2000 characters." },
    { field: null, message: "from is 9; it must be from 1 to 2." },
  ]);
});

test("a pointer leads to the field it is about", () => {
  assert.equal(fieldAt("/hidden_size", { text: "a" }), "hidden_size");
  assert.equal(fieldAt("/input/series/3", { text: null }), "series");
  assert.equal(fieldAt("/input", { text: null }), "series");
  assert.equal(fieldAt("/network/input_size", { text: "a" }), "text");
  assert.equal(fieldAt("/network", { text: "a" }), null);
  assert.equal(fieldAt("", { text: "a" }), null);
  assert.equal(fieldAt(undefined, { text: "a" }), null);
});

test("a refusal without fields gives its detail, and one without words its status", async () => {
  const { api } = apiWith((path, init, call) => (call === 1 ? json({ title: "Too large", detail: "The body is over 4 MiB." }, 413) : new Response("<h1>oh</h1>", { status: 500 })));
  await assert.rejects(api.run(config), { status: 413, problems: [{ field: null, message: "The body is over 4 MiB." }] });
  await assert.rejects(api.run(config), { name: "ApiProblem", status: 500, message: "HTTP 500" });
});

for (const [what, reply] of [
  ["no network", () => Promise.reject(new TypeError("fetch failed"))],
  ["a gateway without a server", () => new Response("", { status: 502 })],
  ["a page that is not the API", () => new Response("<html>Please log in</html>")],
  ["a connection cut in the middle", () => ({ ok: true, text: () => Promise.reject(new TypeError("terminated")) })],
]) {
  test(`${what} means offline`, async () => {
    const { api } = apiWith(reply);
    await assert.rejects(api.run(config), (error) => error instanceof Offline);
  });
}

test("silence means offline after a while", async () => {
  const { api } = apiWith(() => new Promise((resolve) => setTimeout(() => resolve(json(TRACE)), 300)), { timeout: 10 });
  await assert.rejects(api.run(config), { name: "Offline" });
});

test("an API under another address is called there", async () => {
  const { api, calls } = apiWith(() => json(TRACE), { base: "https://example.org/rnn/api/v1" });
  await api.run(config);
  assert.match(calls[0].path, /^https:\/\/example\.org\/rnn\/api\/v1\/run\?/);
});
