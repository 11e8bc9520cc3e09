/**
 * The page's modules for tests written in Python: a JSON list of requests on stdin, [name, ...arguments], a JSON list of
 * answers on stdout.
 */
import { text } from "node:stream/consumers";
import { RACE_FIELDS, networkBody, raceQuery, racerQuery } from "../../static/js/core/race/config.js";
import { FIELDS, MAX_CHARACTERS, MAX_STEPS, MAX_WIDTH, serialise } from "../../static/js/core/run/config.js";
import { TRAIN_FIELDS, recipe, runQuery, trainQuery } from "../../static/js/core/training/config.js";
import { createExploreApi } from "../../static/js/pages/explore/calls.js";
import { asCurl, asPython } from "../../static/js/pages/explore/code.js";
import { MAX_STEP_UNITS } from "../../static/js/pages/explore/limits.js";
import { createRaceApi } from "../../static/js/pages/gradients/calls.js";
import { MAX_MAP_STEPS } from "../../static/js/pages/gradients/limits.js";
import { safetensors } from "../../static/js/pages/train/safetensors.js";
import { knobPosition } from "../../static/js/views/race/knobs.js";
import { random, randomRace, randomRun } from "./random.js";

const lists = (arrays) => Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, [...array]]));
const api = (origin) => createExploreApi({ base: `${origin}/api/v1` });

const ANSWERS = {
  limits: () => ({ MAX_STEPS, MAX_STEP_UNITS, MAX_CHARACTERS, MAX_WIDTH }),
  fields: () => FIELDS,
  configurations: (seed, count) => {
    const next = random(seed);
    return Array.from({ length: count }, () => randomRun(next));
  },
  serialise: (config, landing) => serialise(config, landing),
  raceFields: () => RACE_FIELDS,
  trainFields: () => TRAIN_FIELDS,
  trainQuery,
  runQuery,
  recipe,
  safetensors: (network) => Buffer.from(safetensors(network)).toString("base64"),
  raceLimits: () => ({ MAX_MAP_STEPS }),
  races: (seed, count) => {
    const next = random(seed);
    return Array.from({ length: count }, () => randomRace(next));
  },
  raceQuery: (config) => raceQuery(config),
  racerQuery: (config, cell) => racerQuery(config, cell),
  networkBody: (config, cell) => networkBody(config, cell),
  knobPosition: (name, value) => knobPosition(RACE_FIELDS.find((field) => field.name === name), value),
  map: async (config, origin) => {
    const { sizes, ...map } = await createRaceApi({ base: `${origin}/api/v1` }).map(config, new AbortController().signal);
    return { ...map, sizes: [...sizes] };
  },
  python: asPython,
  curl: asCurl,
  run: async (config, origin) => {
    const { layers, ...trace } = await api(origin).run(config);
    return { ...trace, layers: layers.map((layer) => ({ ...layer, signals: lists(layer.signals), initial: lists(layer.initial) })) };
  },
  refusal: (config, origin) => api(origin).run(config).catch(({ name, status, problems }) => ({ name, status, problems })),
  explain: (config, from, to, origin) => api(origin).explain(config, { from, to }),
  exact: (config, origin) => api(origin).exact(config),
};

const answers = [];
for (const [name, ...rest] of JSON.parse(await text(process.stdin))) answers.push((await ANSWERS[name](...rest)) ?? null);
process.stdout.write(JSON.stringify(answers));
