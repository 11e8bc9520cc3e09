import assert from "node:assert/strict";
import test from "node:test";
import { createStore, createTransition } from "../../../static/js/core/store.js";

/** A store of a number that grows while it plays, with a hand on its frames. */
function bench() {
  let frame = null;
  let now = 0;
  let playing = false;
  let time = 0;
  const store = createStore({
    state: { time: 0, name: "a", parts: {} },
    handlers: { play: () => (playing = true), stop: () => (playing = false), name: ({ name }) => store.change({ name }) },
    frames: { request: (f) => ((frame = f), 1), cancel: () => (frame = null), now: () => now },
    place: () => ({ time }),
    advance: (elapsed) => ({ time: (time += playing ? elapsed : 0) }),
    moving: () => playing,
  });
  const draw = (ms = 0) => {
    now += ms;
    const f = frame;
    frame = null;
    f?.(now);
  };
  return { store, draw, asleep: () => frame === null };
}

test("of all that changes between two frames the subscribers hear once", () => {
  const { store, draw } = bench();
  const heard = [];
  store.subscribe(({ name }) => heard.push(name));
  draw();
  for (const name of ["b", "c"]) store.dispatch({ type: "name", name });
  assert.deepEqual([heard, store.get().name], [["a"], "c"]);
  draw();
  assert.deepEqual(heard, ["a", "c"]);
});

test("a change makes a new state whose other parts are the same objects", () => {
  const { store } = bench();
  const before = store.get();
  store.change({ name: "b" });
  assert.notEqual(store.get(), before);
  assert.deepEqual([before.name, store.get().parts === before.parts], ["a", true]);
});

test("time moves with the frames while something plays, and then the frames stop", () => {
  const { store, draw, asleep } = bench();
  store.dispatch({ type: "play" });
  draw(16);
  draw(16);
  assert.deepEqual([store.get().time, asleep()], [32, false]);
  store.dispatch({ type: "stop" });
  draw(16);
  assert.deepEqual([store.get().time, asleep()], [32, true]);
});

test("the first picture does not wait for a frame, and after destroy nobody hears anything", () => {
  const { store, draw, asleep } = bench();
  let heard = 0;
  store.subscribe(() => (heard += 1));
  store.flush();
  assert.equal(heard, 1);
  store.destroy();
  assert.equal(asleep(), true);
  store.change({ name: "b" });
  draw();
  assert.equal(heard, 1);
});

test("who has unsubscribed hears nothing more", () => {
  const { store } = bench();
  let heard = 0;
  const leave = store.subscribe(() => (heard += 1));
  leave();
  store.flush();
  assert.equal(heard, 0);
});

test("a transition goes from the old answer to the new one within 240 ms, and ends at the very object", () => {
  const [from, to] = [{ v: 0 }, { v: 1 }];
  const transition = createTransition((a, b, p) => ({ v: a.v + (b.v - a.v) * p }));
  assert.deepEqual([transition.moving(), transition.advance(10)], [false, null]);
  transition.start(from, to);
  const between = transition.advance(120);
  assert.ok(between.v > 0 && between.v < 1 && transition.moving());
  assert.equal(transition.advance(120), to);
  assert.equal(transition.moving(), false);
});

test("a transition that is stopped draws nothing in between", () => {
  const transition = createTransition((a) => a);
  transition.start({}, {});
  transition.stop();
  assert.deepEqual([transition.moving(), transition.advance(10)], [false, null]);
});
