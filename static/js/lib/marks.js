// @ts-check
/** Sentences with marks: "<b>Step 5</b> reads <f>0.3</f>" says in its translation too what is bold and what is a signal. */

/** @typedef {{text: string, marks: string[]}} Run   marks: "b" bold, "tail" dropped on narrow screens, else a signal's hue */

const SHIELD = "\ue000";

/**
 * Splits "<b>Step 5</b> reads" into runs. Only tags that are closed and open in order count; all else is text.
 * @param {string} text @returns {Run[]}
 */
export function parseMarks(text) {
  /** @type {Run[]} */
  const runs = [];
  /** @type {string[]} */
  const open = [];
  for (const piece of text.split(/(<\/?[a-z]+>)/)) {
    const tag = /^<(\/?)([a-z]+)>$/.exec(piece);
    if (!tag) {
      if (piece !== "") runs.push({ text: piece.replaceAll(SHIELD, "<"), marks: [...open] });
    } else if (tag[1] === "") open.push(tag[2]);
    else if (open.at(-1) === tag[2]) open.pop();
  }
  return runs;
}

/** Values that a visitor typed cannot open a mark. @param {Record<string, string|number>} values */
export const shielded = (values) => Object.fromEntries(Object.entries(values).map(([name, v]) => [name, String(v).replaceAll("<", SHIELD)]));

/** Fills an element with a marked text. @param {Element} element @param {string} text */
export function writeMarks(element, text) {
  element.replaceChildren(...parseMarks(text).map((run) => piece(element.ownerDocument, run)));
}

/** @param {Document} document @param {Run} run */
function piece(document, { text, marks }) {
  const node = document.createElement(marks.includes("b") ? "b" : "span");
  node.className = marks.flatMap((mark) => (mark === "b" ? [] : mark === "tail" ? ["sentence-tail"] : ["sentence-number", `sig-${mark}`])).join(" ");
  node.textContent = text;
  return node;
}
