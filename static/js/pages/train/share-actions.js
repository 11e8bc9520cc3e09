// @ts-check
/** What can be taken away from the Train page: a link to its settings, and the trained networks. */
import { download } from "../../core/export.js";
import { copyText } from "../../core/share.js";
import { trainQuery } from "../../core/training/config.js";
import { linkedConfig, shownLook } from "../../core/training/state.js";
import { safetensors } from "./safetensors.js";

/**
 * @param {Window} window
 * @param {import("./store.js").TrainStore} store
 * @param {import("../../core/training/state.js").TrainContext} context
 */
export function trainActions(window, store, { document }) {
  return {
    async copyLink() {
      const query = trainQuery(linkedConfig(store.get()), true);
      if (!(await copyText(`${window.location.origin}/train?${query}`, document))) throw new Error("the browser did not allow copying");
    },
    /** A file for each network, as it was after the update on screen. */
    async saveWeights() {
      const { task } = store.get();
      const update = shownLook(store.get())?.update ?? 0;
      for (const trained of Object.values(await store.trained(update))) {
        download(document, `${task.id}-${trained.cell}-${update}.safetensors`, new Blob([safetensors(trained)], { type: "application/octet-stream" }));
      }
    },
  };
}
