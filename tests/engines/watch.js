/** What every window of these tests has as `watch` from its first script on: it notes what goes wrong, and tells what the page shows. */
window.watch = (() => {
  const problems = [];
  // What is left of a resize comes with the next frame: no fault. WebKit does not tell a frame without an origin that it is this.
  const harmless = (text) => text.startsWith("ResizeObserver loop") || (origin === "null" && text === "Script error.");
  const note = (...said) => {
    const text = said.map(String).join(" ").slice(0, 300);
    if (!harmless(text)) problems.push(text);
  };
  addEventListener("error", (event) => note(event.message ?? `not loaded: ${event.target.src ?? event.target.href}`), true);
  addEventListener("unhandledrejection", (event) => note("unhandled:", event.reason));
  addEventListener("securitypolicyviolation", (event) => note("against the policy:", event.violatedDirective, event.blockedURI));
  for (const level of ["error", "warn"]) {
    const original = console[level].bind(console);
    console[level] = (...said) => {
      note(...said);
      original(...said);
    };
  }

  let asked = 0;
  const fetched = window.fetch.bind(window);
  window.fetch = (...request) => {
    asked += 1;
    return fetched(...request).finally(() => (asked -= 1));
  };

  const busy = () => asked > 0 || document.querySelector("[data-loading], [data-waiting]") !== null;

  /** Everything written in the page, shown or not, in its order. */
  function words() {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.nodeValue.replace(/\s+/g, " ").trim();
      if (text && !node.parentElement.closest("script, noscript, style")) found.push(text);
    }
    return found;
  }

  const shown = (selector, least) =>
    [...document.querySelectorAll(selector)].filter(
      (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getBoundingClientRect().width > least,
    );

  /** Where it stands in the window: [x, y, width, height]. */
  function box(element) {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height];
  }

  /** How many there are of each element that a drawing is made of. */
  function parts(svg) {
    const sums = {};
    for (const { tagName } of svg.querySelectorAll("*")) sums[tagName] = (sums[tagName] ?? 0) + 1;
    return sums;
  }

  const rough = (colour) => colour.replace(/\d*\.\d+/g, (number) => Number(number).toFixed(2)); // engines mix colours to other last digits

  /** How many shapes there are of each fill and stroke. */
  function paints(svg) {
    const sums = {};
    for (const shape of svg.querySelectorAll("path, rect, circle, line, text")) {
      const { fill, stroke } = getComputedStyle(shape);
      const paint = rough(`${fill} ${stroke}`);
      sums[paint] = (sums[paint] ?? 0) + 1;
    }
    return sums;
  }

  /** A picture in `columns` × `rows` fields, row by row: the mean [r, g, b] of a field's opaque pixels; null where it has none. */
  function mosaic(canvas, columns, rows) {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    const sums = Array.from({ length: columns * rows }, () => [0, 0, 0, 0]);
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] < 255) continue;
      const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)];
      const sum = sums[Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)];
      for (let colour = 0; colour < 3; colour++) sum[colour] += data[i + colour];
      sum[3] += 1;
    }
    return sums.map(([r, g, b, pixels]) => (pixels > 0 ? [r, g, b].map((sum) => Math.round(sum / pixels)) : null));
  }

  /** A part of a screenshot as a mosaic. */
  async function cut(png, [x, y, width, height], columns, rows) {
    const image = Object.assign(new Image(), { src: `data:image/png;base64,${png}` });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width), height: Math.round(height) });
    canvas.getContext("2d").drawImage(image, -Math.round(x), -Math.round(y));
    return mosaic(canvas, columns, rows);
  }

  function seen() {
    const { color, backgroundColor, fontSize } = getComputedStyle(document.body);
    return {
      problems,
      width: innerWidth,
      sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      styles: [color, backgroundColor, fontSize],
      words: words(),
      drawings: shown("svg", 40).map((svg) => ({ box: box(svg), parts: parts(svg), paints: paints(svg) })),
      strips: shown("canvas", 8).map((canvas) => ({ box: box(canvas), colours: mosaic(canvas, 24, 6) })),
    };
  }

  return { problems, busy, words, box, cut, seen };
})();
