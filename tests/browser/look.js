/** What the tests look at in a page: put into every window before its own scripts, as `look`. */
window.look = (() => {
  const PATIENCE = 60_000; // milliseconds: no test is about speed, and machines that run tests are slow
  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /** Everything drawn, as one text. */
  const picture = () => {
    const stage = [...document.querySelectorAll(".stage-picture")].map((e) => e.outerHTML);
    const canvases = [...document.querySelectorAll("canvas")].map((e) => (e.width * e.height > 0 ? e.toDataURL() : ""));
    return [...stage, ...canvases].join();
  };

  const awaited = () => document.querySelector("[data-loading], [data-waiting]") !== null;

  /** The picture once nothing moves any more and nothing is awaited. */
  async function atRest() {
    let last = "";
    const began = performance.now();
    for (let calm = 0; calm < 3; ) {
      await frame();
      if (performance.now() - began > PATIENCE) throw new Error(`the page does not come to rest: ${awaited() ? "it waits" : "it moves"}`);
      const now = picture();
      calm = now === last && !awaited() ? calm + 1 : 0;
      last = now;
    }
    return last;
  }

  async function frames(count) {
    for (let i = 0; i < count; i++) await frame();
  }

  /** Steps read so far, with the part of the one under way: as far as the scrubber's line has come. */
  function time() {
    const steps = Number(document.querySelector(".scrubber-slider").getAttribute("aria-valuemax"));
    const along = new DOMMatrix(document.querySelector(".scrubber-progress").style.transform).a * steps;
    return Math.round((along < 0.5 ? 2 * along : along + 0.5) * 100) / 100; // a style has six figures
  }

  /** What `see` gives in every frame, until `enough` of time and milliseconds. */
  async function film(see, enough) {
    const seen = [];
    const began = performance.now();
    while (!enough(time(), performance.now() - began)) {
      await frame();
      if (performance.now() - began > PATIENCE) throw new Error(`the film does not end; time is ${time()}`);
      seen.push(see(performance.now() - began));
    }
    return seen;
  }

  const fonts = new CSSStyleSheet();
  document.adoptedStyleSheets.push(fonts);

  /** Draws the page in a font, for texts and for formulas. */
  function drawIn({ text, math }, more = "") {
    fonts.replaceSync(`:root { --font-text: "${text}", sans-serif !important; --font-math: "${math}", serif !important; ${more} }`);
  }

  /** Draws a page that is there already in another font. For a moment it is narrower, for who measures texts. */
  async function redrawIn(font) {
    drawIn(font, "padding-right: 1px");
    await frames(2);
    drawIn(font);
    await frames(3);
  }

  const visible = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const clipped = (e) => getComputedStyle(e).clipPath !== "none";

  /** Texts on the screen, each with the element it stands in. */
  function texts() {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement;
      const text = node.nodeValue.trim();
      if (text && !parent.closest("script, noscript, style") && visible(parent)) found.push({ node, parent, text });
    }
    return found;
  }

  const SPOKEN = ["aria-label", "title", "placeholder", "aria-valuetext"];

  /** Every word that a visitor may read or hear, but for names of languages and formulas. */
  function spoken() {
    const foreign = (e) => e.closest("[lang=en]:not(html), math");
    const read = texts().filter(({ parent }) => !foreign(parent)).map(({ text }) => text);
    const heard = [...document.querySelectorAll(SPOKEN.map((name) => `[${name}]`).join())]
      .filter((e) => !foreign(e))
      .flatMap((e) => SPOKEN.map((name) => e.getAttribute(name)));
    return [...new Set([...read, ...heard, document.title])].filter(Boolean);
  }

  /** Texts under 12 px; the index of a letter is a part of it. */
  const small = () =>
    texts()
      .filter(({ parent }) => !parent.closest("math, .inspector-index"))
      .map(({ parent, text }) => {
        const scale = parent.closest("svg") ? (parent.getScreenCTM?.().a ?? 1) : 1;
        return [text.slice(0, 30), parseFloat(getComputedStyle(parent).fontSize) * scale];
      })
      .filter(([, size]) => size < 11.9);

  /** Texts that run out of the window, where nothing scrolls or turns them into it. */
  const cut = () =>
    texts()
      .filter(({ parent }) => !clipped(parent) && !parent.closest(".visually-hidden, select, .heatmaps-scroll, .nav, .stage-chip"))
      .filter(({ node }) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        const { width, left, right } = range.getBoundingClientRect();
        return width > 0 && (right > innerWidth + 1 || left < -1);
      })
      .map(({ text }) => text);

  const CONTROLS = "button, a[href], select, input, textarea, summary, label, [role=slider]";
  const LAYERS = [".popover", ".header-panel", ".controls-panel", "#transport"];

  /** Does something else lie on its middle? An open panel is not an overlap. */
  function covered(e) {
    const { x, y, width, height } = e.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return top !== null && !e.contains(top) && !top.contains(e);
  }

  /** Everything that can be pressed or filled in, and its label, with its place. */
  function controls() {
    const all = [...document.querySelectorAll(CONTROLS)].filter(
      (e) => visible(e) && !e.closest(".visually-hidden") && !clipped(e) && !covered(e),
    );
    return all.map((e, index) => {
      const { x, y, width, height } = e.getBoundingClientRect();
      return {
        index, x, y, width, height,
        name: e.id || (e.ariaLabel ?? e.textContent.trim()).slice(0, 40),
        label: e.tagName === "LABEL" && !e.querySelector("input"),
        related: all.flatMap((other, i) => (other !== e && (other.contains(e) || e.contains(other)) ? [i] : [])),
        layer: LAYERS.findIndex((selector) => e.closest(selector)),
        group: e.closest(".combo, .stepper") !== null,
        within: e.closest(".inspector-substitution, .inspector-bars, .inspector-cell, .heatmaps-figure") !== null,
      };
    });
  }

  const stops = [];

  /** What has the focus, numbered in the order of its first visit, and whether one can see that it has. */
  function focus() {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const shown = element.matches("input[type=radio]") ? element.nextElementSibling : element;
    const ringed = (e, part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(e, part);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const { width, top, bottom } = shown.getBoundingClientRect();
    if (!stops.includes(element)) stops.push(element);
    return {
      number: stops.indexOf(element),
      name: element.id || element.ariaLabel || element.textContent.trim() || element.className,
      ringed: ringed(shown) || ringed(shown, "::after") || [...shown.querySelectorAll("*")].some((e) => ringed(e)),
      onScreen: width > 0 && bottom > 0 && top < innerHeight,
    };
  }

  /** Buttons, links and fields that Tab does not stop at, where no group has arrows for them. */
  const unreachable = () =>
    [...document.querySelectorAll("button, a[href], select, input, textarea, summary, [role=slider]")]
      .filter((e) => visible(e) && !e.disabled && e.tabIndex < 0)
      .filter((e) => !e.closest("[role=radiogroup], [role=tablist], .stepper, .heatmaps-rows"))
      .map((e) => e.outerHTML.slice(0, 80));

  /** How bright a colour of an element is, 0 to 1; of a background, the one that shows through. */
  function brightness(selector, what) {
    let element = document.querySelector(selector);
    while (getComputedStyle(element)[what] === "rgba(0, 0, 0, 0)") element = element.parentElement;
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = getComputedStyle(element)[what];
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  }

  /** The tokens of the visible columns, from left to right. */
  const tokens = () =>
    [...document.querySelectorAll(".stage-chip")]
      .filter((chip) => getComputedStyle(chip).visibility === "visible")
      .map((chip) => [chip.getBoundingClientRect().x, chip.querySelector("text").textContent])
      .sort(([a], [b]) => a - b)
      .map(([, text]) => text);

  const paint = { shifts: [], largest: null };
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      paint.shifts.push({ value, of: sources.map(({ node }) => node?.className || node?.nodeName) });
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { element } of list.getEntries()) paint.largest = element?.textContent ?? "";
  }).observe({ type: "largest-contentful-paint", buffered: true });

  /** What axe objects to in each theme; of the later ones only the colours are new. */
  async function objections(themes) {
    const found = [];
    for (const [i, theme] of themes.entries()) {
      document.documentElement.dataset.theme = theme;
      await frames(2);
      const only = i === 0 ? {} : { runOnly: ["color-contrast"] };
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"], ...only });
      for (const { id, nodes } of violations) {
        for (const { html, failureSummary } of nodes) found.push(`${theme}, ${id}: ${html.slice(0, 120)}: ${failureSummary}`);
      }
    }
    return found;
  }

  return {
    atRest, brightness, controls, cut, drawIn, film, focus, frames, objections, paint, picture, redrawIn, small, spoken, time, tokens, unreachable,
  };
})();
