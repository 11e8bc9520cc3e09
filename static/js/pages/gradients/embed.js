// @ts-check
/** The widget: the race in a frame on any site, perhaps without an origin of its own. */
import { raceQuery } from "../../core/race/config.js";
import { writeAddress } from "../boot.js";
import { postHeight } from "../frame.js";
import { bootRace } from "./boot.js";

const { store } = await bootRace(window);

writeAddress(window, store, () => raceQuery(store.link()));
postHeight(window);
store.flush();
store.start();
