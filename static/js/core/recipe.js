// @ts-check
/** What names a network as trained so far: the query of a run of GET /train, up to an update. Pure. */

/** The update that a recipe ends after. @param {string} recipe */
export const updateOf = (recipe) => Number(new URLSearchParams(recipe).get("until"));

/** The query of GET /train that makes it, with one look at the end. @param {string} recipe */
export const trainingQuery = (recipe) => `${recipe}&from=${updateOf(recipe)}`;
