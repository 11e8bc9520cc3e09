// @ts-check
/**
 * What a network that says the next row expects, beside what came: a line over time, or a path on a plane. Pure.
 * Times count from 1, as steps do; what is expected at step t is for t + 1.
 */

/** @typedef {import("../../core/types.js").Trace} Trace */
/** @typedef {{x: number, y: number}} Point */
/**
 * @typedef {object} Forecast
 * @property {"line"|"path"} kind
 * @property {number} given          steps that read what was given; after them the network goes on by itself
 * @property {Point[]} came          one a step: for a line (t, value), for a path the place after the step, with the start before them
 * @property {(Point|null)[]} expected  what was expected at each step for the next one
 */

/** @param {Trace|null} trace @returns {Forecast|null} null for a network that does something else */
export function forecastOf(trace) {
  if (!trace?.outputs || trace.outputs.kind !== "linear" || !trace.rows) return null;
  const width = trace.rows[0]?.length ?? 0;
  if (width !== trace.outputs.labels.length || width > 2 || trace.outputs.values.some((row) => row === null)) return null;
  const given = trace.steps.filter(({ feed }) => feed === "given").length;
  return width === 1 ? line(trace.rows, trace.outputs.values, given) : path(trace.rows, trace.outputs.values, given);
}

/** @param {number[][]} rows @param {(number[]|null)[]} said @param {number} given @returns {Forecast} */
const line = (rows, said, given) => ({
  kind: "line",
  given,
  came: rows.map(([value], i) => ({ x: i + 1, y: value })),
  expected: said.map((row, i) => (row ? { x: i + 2, y: row[0] } : null)),
});

/** Rows are moves: each adds to the place before. @param {number[][]} rows @param {(number[]|null)[]} said @param {number} given @returns {Forecast} */
function path(rows, said, given) {
  const came = [{ x: 0, y: 0 }];
  for (const [east, north] of rows) came.push(moved(came[came.length - 1], east, north));
  return { kind: "path", given, came, expected: said.map((row, i) => (row ? moved(came[i + 1], row[0], row[1]) : null)) };
}

/** @param {Point} from @param {number} east @param {number} north */
const moved = (from, east, north) => ({ x: from.x + east, y: from.y + north });

/** The least and the largest of some points, never of one size 0. @param {(Point|null)[]} points */
export function extent(points) {
  const known = points.filter((p) => p !== null);
  const range = (/** @type {number[]} */ values) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return high > low ? [low, high] : [low - 1, high + 1];
  };
  return { x: range(known.map(({ x }) => x)), y: range(known.map(({ y }) => y)) };
}
