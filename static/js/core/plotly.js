// @ts-check
/** Plotly, loaded once, when the first chart is opened. */

/**
 * @typedef {object} Plotly
 * @property {(root: HTMLElement, data: any[], layout: any, config: any) => Promise<unknown>} react
 * @property {(root: HTMLElement) => void} purge
 * @property {(root: HTMLElement, options: {format: "svg"|"png", filename: string, scale?: number}) => Promise<unknown>} downloadImage
 * @property {(module: any) => void} register
 * @property {{resize(root: HTMLElement): void}} Plots
 */

/** @type {Promise<Plotly>|null} */
let loading = null;

/** @param {Document} document @param {string} url @returns {Promise<Plotly>} rejects when it cannot be had; asking again tries again */
export function loadPlotly(document, url) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => resolve(/** @type {any} */ (document.defaultView).Plotly));
    script.addEventListener("error", () => {
      loading = null;
      script.remove();
      reject(new Error("Plotly could not be loaded"));
    });
    document.head.append(script);
  });
  return loading;
}

/** The words of Plotly's own buttons, in the page's language. @param {string} lang @param {(msgid: string) => string} _ */
export const locale = (lang, _) => ({
  moduleType: "locale",
  name: lang,
  dictionary: {
    "Download plot as a PNG": _("Save as PNG"),
    "Zoom": _("Zoom"),
    "Pan": _("Move"),
    "Zoom in": _("Zoom in"),
    "Zoom out": _("Zoom out"),
    "Autoscale": _("Show all"),
    "Reset axes": _("Back to the start"),
    "Taking snapshot - this may take a few seconds": _("Saving…"),
    "Snapshot succeeded": _("Saved"),
    "Sorry, there was a problem downloading your snapshot!": _("This could not be saved. Try again."),
    "Double-click to zoom back out": _("Double-click to zoom back out"),
    "Double-click on legend to isolate one trace": _("Double-click on a name to see it alone"),
  },
  format: lang === "fr" ? { decimal: ",", thousands: "\u202f" } : {},
});
