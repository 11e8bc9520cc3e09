/**
 * The layers of static/js (see CONTRIBUTING.md), for dependency-cruiser; type imports in comments count.
 * `make lint` runs it.
 */
const ENTRIES = "^static/js/pages/[^/]+/(page|embed)\\.js$";
/** What asks the server. */
const CLIENTS = "^static/js/(core/(api|training/stream|lazy-trainings)|pages/[^/]+/calls)\\.js$";

const only = (name, from, ...to) => ({
  name,
  severity: "error",
  from: { path: `^static/js/${from}/` },
  to: { pathNot: to.map((layer) => `^static/js/${layer}/`) },
});

module.exports = {
  forbidden: [
    only("lib-is-pure", "lib", "lib"),
    only("core-knows-no-view", "core", "core", "lib"),
    only("views-know-no-page", "views", "views", "core", "lib"),
    {
      name: "views-fetch-nothing",
      severity: "error",
      from: { path: "^static/js/views/" },
      to: { path: CLIENTS, reachable: true },
    },
    {
      name: "a-store-is-handed-its-api",
      severity: "error",
      from: { path: "^static/js/pages/[^/]+/store\\.js$" },
      to: { path: CLIENTS, reachable: true },
    },
    {
      name: "pages-know-no-other-page",
      severity: "error",
      from: { path: "^static/js/pages/([^/]+)/" },
      to: { path: "^static/js/pages/[^/]+/", pathNot: "^static/js/pages/$1/" },
    },
    {
      name: "what-pages-share-knows-none-of-them",
      severity: "error",
      from: { path: "^static/js/pages/[^/]+\\.js$" },
      to: { path: "^static/js/pages/[^/]+/" },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-orphans", severity: "error", from: { orphan: true, pathNot: ENTRIES }, to: {} },
    {
      name: "no-module-that-nobody-needs",
      severity: "error",
      module: { path: "^static/js/", pathNot: ENTRIES, numberOfDependentsLessThan: 1 },
      from: {},
    },
    { name: "nothing-that-is-not-there", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    detectJSDocImports: true,
    tsConfig: { fileName: "tests/js/tsconfig.json" },
    moduleSystems: ["es6"],
  },
};
