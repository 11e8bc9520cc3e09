// @ts-check
/** What came and what was expected, as a picture: a line on the time axis of the stage, or a path on a plane. */
import { currentStep } from "../../core/run/reading.js";
import { observeSize } from "../../lib/canvas.js";
import { timeAxis } from "../../lib/columns.js";
import { html, set, svg } from "../../lib/svg.js";
import { stageGrid } from "../stage/stage.js";
import { extent, forecastOf } from "./points.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("./points.js").Forecast} Forecast */
/** @typedef {import("./points.js").Point} Point */
/** @typedef {(point: Point) => Point} Place   from what is meant to the pixel */

const HEIGHT = { line: 84, path: 216 };
const EDGE = 10;

/** @param {HTMLElement} root @param {Context} context @returns {import("../../core/types.js").View} */
export function createForecast(root, context) {
  const { _, emit } = context;
  const names = html(root, "div", { class: "forecast-names", "aria-hidden": "true" });
  html(names, "b", {}, _("forecast"));
  const keys = [["is-given", _("what came")], ["is-expected", _("expected next")], ["is-free", _("on its own")]];
  for (const [kind, words] of keys) html(names, "span", { class: `forecast-key ${kind}` }, words);
  const picture = svg(root, "svg", { class: "forecast-picture", role: "img" });
  const [given, free, guesses] = ["is-given", "is-free", "is-expected"].map((kind) => svg(picture, "path", { class: `forecast-line ${kind}` }));
  const cursor = svg(picture, "line", { class: "forecast-cursor" });
  const aim = svg(picture, "line", { class: "forecast-aim" });
  const then = svg(picture, "circle", { class: "forecast-next", r: 4.5 });
  const now = svg(picture, "circle", { class: "forecast-now", r: 4.5 });
  const scale = svg(picture, "g", { class: "forecast-scale" });
  let width = 0;
  /** @type {State|null} */
  let state = null;
  /** @type {{key: string, forecast: Forecast, place: Place}|null} */
  let built = null;
  let announced = "";
  const stop = observeSize(root, (size) => {
    width = size;
    if (state) update(state);
  });
  picture.addEventListener("click", (event) => {
    if (!built) return;
    const box = picture.getBoundingClientRect();
    emit({ type: "seek", t: nearest(built, { x: event.clientX - box.left, y: event.clientY - box.top }) });
  });

  /** @param {State} next */
  function update(next) {
    state = next;
    const { trace } = next;
    const forecast = built && built.key.startsWith(`${trace?.id} `) ? built.forecast : forecastOf(trace);
    set(root, { hidden: forecast === null || next.unroll < 1 });
    if (!forecast || !trace || width === 0) return;
    const key = `${trace.id} ${width}`;
    if (built?.key !== key) {
      built = { key, forecast, place: placing(forecast, trace.T, width) };
      drawAll(built);
    }
    drawNow(built, next);
  }

  /** @param {NonNullable<typeof built>} now */
  function drawAll({ forecast, place }) {
    const { kind, came, expected, given: count } = forecast;
    const start = kind === "path" ? 1 : 0;
    set(picture, { width, height: HEIGHT[kind] });
    set(root, { "data-kind": kind });
    set(given, { d: pathOf(came.slice(0, count + start), place) });
    set(free, { d: pathOf(came.slice(count + start - 1), place) });
    const points = expected.slice(0, count).filter((p) => p !== null);
    set(guesses, { d: kind === "line" ? pathOf(points, place) : points.map((p) => dot(place(p))).join("") });
    scale.replaceChildren();
    if (kind === "path") drawScale(scale, forecast, place, _("100 m"));
  }

  /** @param {NonNullable<typeof built>} at @param {State} shown */
  function drawNow({ forecast, place }, shown) {
    const { position: t } = currentStep(shown);
    const { kind, came, expected } = forecast;
    const here = place(came[kind === "path" ? t : t - 1]);
    const there = expected[t - 1];
    const ahead = there && place(there);
    set(now, { cx: here.x, cy: here.y });
    set(then, { cx: ahead?.x, cy: ahead?.y, visibility: ahead ? null : "hidden" });
    set(aim, { x1: here.x, y1: here.y, x2: ahead?.x ?? here.x, y2: ahead?.y ?? here.y });
    set(cursor, { x1: here.x, x2: here.x, y1: 0, y2: HEIGHT[kind], visibility: kind === "path" ? "hidden" : null });
    const about = `${built?.key} ${t}`;
    if (about !== announced) set(picture, { "aria-label": describe(forecast, shown, t, context) });
    announced = about;
  }

  return {
    update,
    destroy() {
      stop();
      root.replaceChildren();
    },
  };
}

/** @param {Forecast} forecast @param {number} T @param {number} width @returns {Place} */
function placing(forecast, T, width) {
  const { x, y } = extent([...forecast.came, ...forecast.expected]);
  const height = HEIGHT[forecast.kind] - 2 * EDGE;
  const grid = stageGrid(width);
  if (forecast.kind === "line") {
    const axis = timeAxis({ width, T, time: 0, ...grid });
    const at = (/** @type {number} */ t) => (grid.phone ? ((t - 0.5) * width) / T : axis.overviewX(t));
    return (p) => ({ x: Math.min(width, at(p.x)), y: EDGE + ((y[1] - p.y) / (y[1] - y[0])) * height });
  }
  const left = grid.phone ? EDGE : grid.gutter + EDGE;
  const room = width - left - EDGE;
  const size = Math.min(room / (x[1] - x[0]), height / (y[1] - y[0]));
  return (p) => ({ x: left + (p.x - x[0]) * size, y: EDGE + (y[1] - p.y) * size });
}

/** @param {Point[]} points @param {Place} place */
const pathOf = (points, place) => points.map((p, i) => `${i ? "L" : "M"}${coordinates(place(p))}`).join("");

/** @param {Point} p */
const coordinates = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A ring around a point. @param {Point} p */
const dot = ({ x, y }) => `M${(x - 2).toFixed(1)} ${y.toFixed(1)}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0`;

/** The step whose place is nearest to a point of the picture. @param {{forecast: Forecast, place: Place}} built @param {Point} at */
function nearest({ forecast: { kind, came }, place }, at) {
  const places = came.map(place);
  const far = (/** @type {Point} */ p) => (kind === "line" ? Math.abs(p.x - at.x) : Math.hypot(p.x - at.x, p.y - at.y));
  const index = places.reduce((best, p, i) => (far(p) < far(places[best]) ? i : best), 0);
  return kind === "line" ? index + 1 : index;
}

/** A length that says how far things are: a unit is ten metres. @param {SVGElement} group @param {Forecast} forecast @param {Place} place @param {string} words */
function drawScale(group, { came }, place, words) {
  const [from, to] = [place(came[0]), place({ x: came[0].x + 10, y: came[0].y })];
  svg(group, "circle", { class: "forecast-start", cx: from.x, cy: from.y, r: 3 });
  const y = HEIGHT.path - 6;
  const right = Math.max(...came.map((p) => place(p).x)) + 40 + to.x - from.x;
  svg(group, "path", { d: `M${right - (to.x - from.x)} ${y - 4}v4H${right}v-4` });
  svg(group, "text", { x: right, y: y - 8, "text-anchor": "end" }, words);
}

/** @param {Forecast} forecast @param {State} state @param {number} t @param {Context} context */
function describe({ kind, came, expected, given }, { trace }, t, { _, format }) {
  const place = kind === "path" ? t : t - 1;
  const said = (/** @type {Point|null|undefined} */ p) =>
    !p ? "" : kind === "line" ? format.number(p.y) : format.list([format.number(p.x, 1), format.number(p.y, 1)]);
  const values = { T: trace?.T ?? 0, given, t, now: said(came[place]), next: said(expected[t - 1]) };
  return kind === "line"
    ? _("A line over {T} steps: {given} that were given, then the network on its own. At step {t} it reads {now} and expects {next}.", values)
    : _("A path of {T} steps: {given} that were given, then the network on its own. After step {t} it is at {now} and expects {next}.", values);
}
