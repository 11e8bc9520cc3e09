// @ts-check
/** What a widget says to the page around it. */

/** Tells the framing page, and a learning platform in its own words (LTI), how high the widget is. @param {Window} window */
export function postHeight(window) {
  if (window.parent === window) return;
  const { documentElement } = window.document;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "unrolled:resize", height }, "*");
    window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
  }).observe(documentElement);
}
