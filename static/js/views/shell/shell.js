// @ts-check
/** The header: its links follow the address, the theme changes without loading the page again, the menu opens on a phone. */

const KEPT = ["lang", "theme"];

/**
 * @param {Document} document
 * @param {(theme: "light"|"dark") => void} onTheme  the theme is on screen; what is left is to write it into the address
 */
export function createShell(document, onTheme) {
  const panel = document.getElementById("header-panel");
  const menu = document.querySelector(".header-menu");
  menu?.addEventListener("click", () => {
    const open = panel?.toggleAttribute("data-open") ?? false;
    menu.setAttribute("aria-expanded", String(open));
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-setting=theme]") : null;
    const theme = link?.getAttribute("data-value");
    if (theme !== "light" && theme !== "dark") return;
    event.preventDefault();
    document.documentElement.dataset.theme = theme;
    document.querySelector("meta[name=color-scheme]")?.setAttribute("content", theme);
    const other = /** @type {HTMLElement|null} */ (document.querySelector(`.theme-${theme === "dark" ? "light" : "dark"}`));
    if (document.activeElement === link || document.activeElement === document.body) other?.focus();
    onTheme(theme);
  });
}

/**
 * Brings the links of the header up to date: languages and themes keep the page as it is, pages keep language and theme.
 * @param {Document} document
 * @param {URL} url  the page's address
 */
export function syncShell(document, url) {
  for (const link of document.querySelectorAll("[data-setting]")) {
    const query = new URLSearchParams(url.search);
    query.set(String(link.getAttribute("data-setting")), String(link.getAttribute("data-value")));
    link.setAttribute("href", `?${query}`);
  }
  const kept = [...url.searchParams].filter(([name]) => KEPT.includes(name));
  for (const link of document.querySelectorAll("[data-page-link]")) {
    const [path, own] = String(link.getAttribute("href")).split("?");
    const query = new URLSearchParams([...new URLSearchParams(own)].filter(([name]) => !KEPT.includes(name)).concat(kept)).toString();
    link.setAttribute("href", query ? `${path}?${query}` : path);
  }
}
