// @ts-check
/** What stands under a point of the stage. Pure geometry, so nothing on the picture needs a listener of its own. */

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Row} Row */
/** @typedef {import("../../lib/columns.js").TimeAxis} TimeAxis */

/**
 * @param {Scene} scene @param {TimeAxis} axis @param {number} T @param {number} x @param {number} y
 * @returns {{t: number, row: Row|null, signal: string|null, unit: number|null}|null} t from 1
 */
export function hitTest(scene, axis, T, x, y) {
  const t = Math.ceil((x - axis.gutter) / axis.pitch + axis.first);
  if (x < axis.gutter || t < 1 || t > T || y < 0 || y > scene.height) return null;
  const dx = x - axis.x(t);
  const row = scene.rows.find((r) => y >= r.y && y <= r.y + r.layout.height) ?? null;
  if (!row) return { t, row: null, signal: null, unit: null };
  const inside = (/** @type {{x: number, y: number, w: number, h: number}} */ b) =>
    dx >= b.x - 1 && dx <= b.x + b.w + 1 && y - row.y >= b.y - 1 && y - row.y <= b.y + b.h + 1;
  for (const [signal, box] of Object.entries(row.layout.strips)) {
    if (!inside(box)) continue;
    const along = row.layout.lying ? (dx - box.x) / box.w : (y - row.y - box.y) / box.h;
    const unit = Math.min(scene.units, Math.max(1, Math.ceil(along * scene.units)));
    return { t, row, signal, unit };
  }
  for (const [signal, box] of Object.entries(row.layout.gauges)) {
    if (inside(box)) return { t, row, signal, unit: null };
  }
  return { t, row, signal: null, unit: null };
}

