// @ts-check
/** What a network answers to the example, in the form that its task has. */
import { answerForm } from "../../core/training/task.js";
import { createBars } from "./answer-bars.js";
import { createLabels } from "./answer-labels.js";
import { createNumber } from "./answer-number.js";
import { createPath } from "./answer-path.js";
import { createSeries } from "./answer-series.js";

/** @typedef {import("../../core/training/task.js").Task} Task */
/** @typedef {import("./answer-types.js").CreateAnswer} CreateAnswer */

const FORMS = { bars: createBars, labels: createLabels, number: createNumber, series: createSeries, path: createPath };

/** @type {CreateAnswer} */
export const createAnswer = (places, context, task, names) => FORMS[answerForm(task)](places, context, task, names);

/** How much room an answer takes above the strip, in CSS pixels. @param {Task} task */
export const roomAbove = (task) => ({ bars: 0, number: 0, path: 0, labels: 38, series: 66 })[answerForm(task)];
