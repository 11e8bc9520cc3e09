// @ts-check
/** A view whose script is fetched when it has something to show: most visits do without. */

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").CreateView} CreateView */

/**
 * @param {(state: State) => boolean} wanted
 * @param {() => Promise<CreateView>} load
 * @returns {CreateView}
 */
export const createLater = (wanted, load) => (root, context) => {
  /** @type {import("../core/types.js").View|null} */
  let view = null;
  let waiting = false;
  /** @type {State|null} */
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
