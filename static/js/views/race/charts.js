// @ts-check
/** The same figures to zoom into, in Plotly, which is loaded when the first one is opened. */
import { locale } from "../../core/plotly.js";
import { html, set, setText } from "../../lib/svg.js";
import { createDataTable } from "./data-table.js";
import { mapColumns, mapRows, normColumns, normRows, spectrumColumns, spectrumRows } from "./table-rows.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */
/** @typedef {import("../../core/plotly.js").Plotly} Plotly */
/** @typedef {"norms"|"map"|"spectrum"} Chart */

/** A disk, on Plotly's grid of 1000. */
const SAVE = { width: 1000, height: 1000, path: "M150 100h550l150 150v600h-700zM300 100v250h350v-250M250 500h500v350h-500z" };

/** Under the chart: beside it, names would take half of its width. */
const LEGEND = { orientation: "h", y: -0.22, x: 0 };

/**
 * @param {HTMLElement} root @param {RaceContext} context @param {() => Promise<Plotly>} load
 * @returns {import("../../core/race/state.js").RaceView}
 */
export function createCharts(root, context, load) {
  const { _, emit, now } = context;
  const lang = root.ownerDocument.documentElement.lang;
  root.replaceChildren();
  html(root, "h2", { id: "charts-title" }, _("A closer look"));
  html(root, "p", { class: "race-intro" }, _("The same figures to zoom, to read point by point and to save as a picture. Opening the first one loads a chart library of 1.4 MB from this server."));
  const choice = html(html(root, "div", { class: "race-controls" }), "div", { class: "segmented", role: "group", "aria-label": _("Chart") });
  const buttons = /** @type {[Chart, string][]} */ ([["norms", _("Curves")], ["map", _("Map")], ["spectrum", _("Eigenvalues")]]).map(([chart, words]) => {
    const button = html(choice, "button", { type: "button", "data-chart": chart }, words);
    button.addEventListener("click", () => choose(chart));
    return button;
  });
  const problem = html(root, "p", { class: "notice-line", role: "status", hidden: true });
  const frame = html(root, "div", { class: "race-chart", hidden: true });
  const tables = {
    norms: createDataTable(root, context, { caption: _("The size of the gradient at every step"), columns: normColumns(context) }),
    map: createDataTable(root, context, { caption: _("One loss, and what it says about each state"), columns: mapColumns(context) }),
    spectrum: createDataTable(root, context, { caption: _("The eigenvalues of the recurrent weights"), columns: spectrumColumns(context) }),
  };
  /** @type {RaceState["figure"]} */
  let drawn = null;
  let failed = false;

  /** @param {Chart} chart */
  function choose(chart) {
    const { config, race } = now();
    failed = false;
    const map = chart === "map" ? { map: config.map ?? race?.cells.at(-1) ?? /** @type {const} */ ("lstm") } : {};
    emit({ type: "configure", changes: { chart: config.chart === chart ? null : chart, ...map } });
  }

  /** @param {NonNullable<RaceState["figure"]>} figure */
  async function draw(figure) {
    drawn = figure;
    try {
      const plotly = await load();
      if (drawn !== figure) return;
      plotly.register(locale(lang, _));
      await plotly.react(frame, figure.data, { ...figure.layout, autosize: true, legend: LEGEND }, options(plotly));
      set(frame, { "data-drawn": true });
    } catch {
      [failed, drawn] = [true, null];
      update(now());
    }
  }

  /** @param {Plotly} plotly */
  const options = (plotly) => ({
    locale: lang,
    responsive: true,
    displaylogo: false,
    showSendToCloud: false, // nothing leaves this server
    plotlyServerURL: "",
    displayModeBar: true,
    modeBarButtonsToRemove: ["select2d", "lasso2d"],
    toImageButtonOptions: { format: "png", filename: "unrolled-gradients", scale: 2 },
    modeBarButtonsToAdd: [{
      name: "svg",
      title: _("Save as SVG"),
      icon: SAVE,
      click: () => void plotly.downloadImage(frame, { format: "svg", filename: "unrolled-gradients" }),
    }],
  });

  /** @param {RaceState} state */
  function update({ config, race, map, figure, figureLine }) {
    for (const button of buttons) set(button, { "aria-pressed": String(button.dataset.chart === config.chart) });
    const offline = failed || figureLine.status === "offline";
    const message = offline ? _("Not connected. Your settings are kept.") : figureLine.problems.map((one) => one.message).join(" ");
    set(problem, { hidden: message === "" });
    setText(problem, message);
    const open = config.chart !== null && message === "";
    set(frame, { hidden: !open, "data-waiting": open && (figure === null || figureLine.status === "loading") });
    for (const [name, table] of Object.entries(tables)) table.show(open && name === config.chart);
    if (race) {
      tables.norms.update([race.id], () => normRows(now().race ?? race, context));
      tables.spectrum.update([race.id], () => spectrumRows(now().race ?? race, context));
    }
    if (map) tables.map.update([map, config.at], () => mapRows(map, config.at ?? map.T, context));
    if (open && figure && figure !== drawn) void draw(figure);
  }

  return {
    update,
    destroy: () => root.replaceChildren(),
  };
}
