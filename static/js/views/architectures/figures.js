// @ts-check
/** A figure of a card in words: each metric by the name that the engine gives it. */

/** @typedef {import("../../core/architectures/run.js").Figure} Figure */
/** @typedef {import("../../core/types.js").Context<any, any>} Context */

/** @param {Figure} figure @param {Context["_"]} _ @param {Context["format"]} format */
export function figureText({ name, value }, _, format) {
  const share = { value: `${format.number(100 * value, value === 1 ? 0 : 1)}\u202f%` };
  switch (name) {
    case "accuracy": return _("{value} right", share);
    case "exact": return _("{value} exactly right", share);
    case "next notes right": return _("{value} of the next notes right", share);
    case "within 0.04": return _("{value} within 0.04", share);
    case "bits a letter": return _("{value} bits a letter", { value: format.number(value) });
    case "mean error": return _("mean error {value}", { value: format.number(value, 3) });
    default: return `${name} = ${format.number(value)}`;
  }
}
