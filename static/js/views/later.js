// @ts-check
/** A view whose script is fetched when it has something to show: most visits do without. */

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").Context} Context */
/** @template S @typedef {(root: HTMLElement, context: Context) => {update: (state: S) => void, destroy: () => void}} Create  a view of S */

/**
 * @template [S=State]
 * @param {(state: S) => boolean} wanted
 * @param {() => Promise<Create<S>>} load
 * @returns {Create<S>}
 */
export const createLater = (wanted, load) => (root, context) => {
  /** @type {ReturnType<Create<S>>|null} */
  let view = null;
  let waiting = false;
  /** @type {S|null} */
  let last = null;
  const fetched = async () => {
    waiting = true;
    try {
      const create = await load();
      view = create(root, context);
      if (last) view.update(last);
    } catch {
      // The server is gone, as the page says elsewhere; the next change asks again.
    } finally {
      waiting = false;
    }
  };
  return {
    update(state) {
      last = state;
      if (view) view.update(state);
      else if (!waiting && wanted(state)) void fetched();
    },
    destroy: () => view?.destroy(),
  };
};
