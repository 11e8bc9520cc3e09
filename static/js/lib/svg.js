// @ts-check
/** Small element builders. The document is passed in through a root, so they work in any frame and in tests. */

const SVG = "http://www.w3.org/2000/svg";
/** @typedef {Record<string, string|number|boolean|null|undefined>} Attributes */

/**
 * Sets attributes; null, undefined and false remove, true writes an empty attribute. Writes only what changed.
 * @param {Element} element @param {Attributes} attributes
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      if (element.hasAttribute(name)) element.removeAttribute(name);
      continue;
    }
    const text = value === true ? "" : String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** Changes the text node that is there: a new one would cost a layout of its own. @param {Element} element @param {string} text */
export function setText(element, text) {
  const { firstChild, lastChild } = element;
  if (firstChild && firstChild === lastChild && firstChild.nodeType === 3) {
    if (firstChild.nodeValue !== text) firstChild.nodeValue = text;
  } else if (element.textContent !== text) element.textContent = text;
}

/**
 * An SVG element appended to parent.
 * @template {keyof SVGElementTagNameMap} K
 * @param {Element} parent @param {K} tag @param {Attributes} [attributes] @param {string} [text]
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(parent, tag, attributes = {}, text) {
  const element = parent.ownerDocument.createElementNS(SVG, tag);
  set(element, attributes);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

/**
 * An HTML element appended to parent.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {Element} parent @param {K} tag @param {Attributes} [attributes] @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function html(parent, tag, attributes = {}, text) {
  const element = parent.ownerDocument.createElement(tag);
  set(element, attributes);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}
