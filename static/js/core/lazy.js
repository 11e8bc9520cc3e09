// @ts-check
/** A view whose script is fetched when it has something to show: most visits do without. */

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Context} Context */
/** @template S @typedef {(root: HTMLElement, context: Context) => {update: (state: S) => void, destroy: () => void}} Create  a view of S */

/**
 * What a script gives, fetched at the first asking: null until it is here.
 * @template F
 * @param {() => Promise<F>} load @param {() => void} arrived
 * @returns {() => F|null}
 */
export function lazyModule(load, arrived) {
  /** @type {F|null} */
  let found = null;
  let waiting = false;
  const fetched = async () => {
    waiting = true;
    try {
      found = await load();
      arrived();
    } catch {
      // The server is gone, as the page says elsewhere; the next change asks again.
    } finally {
      waiting = false;
    }
  };
  return () => {
    if (found === null && !waiting) void fetched();
    return found;
  };
}

/**
 * @template [S=State]
 * @param {(state: S) => boolean} needed
 * @param {() => Promise<Create<S>>} load
 * @returns {Create<S>}
 */
export const lazyView = (needed, load) => (root, context) => {
  /** @type {ReturnType<Create<S>>|null} */
  let view = null;
  /** @type {S|null} */
  let last = null;
  const script = lazyModule(load, () => last && update(last));
  /** @param {S} state */
  const update = (state) => {
    last = state;
    if (!view && needed(state)) view = script()?.(root, context) ?? null;
    view?.update(state);
  };
  return { update, destroy: () => view?.destroy() };
};
