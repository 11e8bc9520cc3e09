// @ts-check
/** A trained network as a safetensors file, which `engine.models.read` reads: a header in JSON, then the numbers. */

/** @typedef {import("../../core/training/events.js").Trained} Trained */

/**
 * @param {Trained} trained @param {Record<string, unknown>} [card]  what to say of it
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function safetensors({ cell, task, weights, readout, vocabulary }, card = {}) {
  const { weight, bias, ...answers } = readout;
  const tensors = Object.entries({ ...weights, "readout.weight": weight, "readout.bias": bias });
  const description = { cell, task, readout: answers, vocabulary };
  /** @type {Record<string, unknown>} */
  const header = { __metadata__: { network: JSON.stringify(description), card: JSON.stringify(card) } };
  let end = 0;
  for (const [name, rows] of tensors) {
    const begin = end;
    end += 8 * rows.flat().length;
    header[name] = { dtype: "F64", shape: shapeOf(rows), data_offsets: [begin, end] };
  }
  return file(new TextEncoder().encode(JSON.stringify(header)), tensors.flatMap(([, rows]) => rows.flat()));
}

/** @param {number[]|number[][]} rows */
const shapeOf = (rows) => (Array.isArray(rows[0]) ? [rows.length, rows[0].length] : [rows.length]);

/** @param {Uint8Array} header @param {number[]} numbers  little-endian float64 after a header of whole words */
function file(header, numbers) {
  const padded = Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + 8 * numbers.length).fill(0x20, 8, 8 + padded);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  bytes.set(header, 8);
  numbers.forEach((number, i) => view.setFloat64(8 + padded + 8 * i, number, true));
  return bytes;
}
