// @ts-check
/** Draws the API's description with Swagger UI, in the page's theme. */

/** @typedef {{url: string|undefined, domNode: HTMLElement, validatorUrl: null, tryItOutEnabled: boolean, docExpansion: string, defaultModelsExpandDepth: number, deepLinking: boolean}} Options */

const draw = /** @type {{SwaggerUIBundle: (options: Options) => void}} */ (/** @type {unknown} */ (globalThis)).SwaggerUIBundle;
const api = /** @type {HTMLElement} */ (document.getElementById("api"));
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function followTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  root.classList.toggle("dark-mode", dark);
}

followTheme();
system.addEventListener("change", followTheme);
new MutationObserver(followTheme).observe(root, { attributeFilter: ["data-theme"] });

draw({
  url: api.dataset.openapi,
  domNode: api,
  validatorUrl: null,
  tryItOutEnabled: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  deepLinking: false,
});
