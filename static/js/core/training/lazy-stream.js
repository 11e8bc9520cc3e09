// @ts-check
import { Offline } from "../errors.js";

/** Opens runs with a script that only comes when one is wanted: most visits do without. @type {import("./events.js").OpenRun} */
export async function* openLazily(...run) {
  const { createRuns } = await import("./stream.js").catch((error) => {
    throw new Offline(error);
  });
  yield* createRuns()(...run);
}
