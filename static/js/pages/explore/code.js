// @ts-check
/** A run as code to take away: a command, a Python program. Pure. */
import { curl, curlPost, curlTrained } from "../../core/commands.js";
import { trainingQuery } from "../../core/recipe.js";
import { apiQuery, hasRecipe, inputOf, networkOf, runOptions } from "../../core/run/config.js";
import { bodyOf, isLong } from "./calls.js";

/** @typedef {import("../../core/types.js").Config} Config */

/**
 * The call as a command for any POSIX shell. Its answer is exact.
 * @param {Config} config @param {string} origin @param {Record<string, any>} [input] what is fed, where the config does not say it
 */
export function asCurl(config, origin, input = inputOf(config)) {
  const run = `${origin}/api/v1/run`;
  if (hasRecipe(config)) return curlTrained(/** @type {string} */ (config.trained), run, { [config.cell]: { input, ...runOptions(config) } }, origin);
  if (!isLong(config)) return curl(`${run}?${apiQuery(config)}`);
  return curlPost(run, JSON.stringify(bodyOf(config)));
}

/**
 * The call as a Python program that needs only httpx.
 * @param {Config} config @param {string} origin @param {Record<string, any>} [input] what is fed, where the config does not say it
 */
export function asPython(config, origin, input = inputOf(config)) {
  const asked = Object.entries(runOptions(config)).map(([name, value]) => `, "${name}": ${python(value)}`).join("");
  return `${hasRecipe(config) ? "import json\n\n" : ""}import httpx

${pythonNetwork(config, origin)}
sequence = ${python(input)}

answer = httpx.post(${python(`${origin}/api/v1/run`)}, json={"network": network, "input": sequence${asked}})
answer.raise_for_status()
trace = answer.json()

h = trace["layers"][-1]["signals"]["h"]  # one row a timestep, one number a unit, exact
print(h[-1])
`;
}

/** @param {Config} config @param {string} origin */
function pythonNetwork(config, origin) {
  if (!hasRecipe(config)) return `network = ${python(networkOf(config))}`;
  return `# Training is deterministic: the same numbers every time.
training = httpx.get(${python(`${origin}/api/v1/train?${trainingQuery(String(config.trained))}`)}, timeout=None)
training.raise_for_status()
end = [line for line in training.text.splitlines() if line.startswith("data: ")][-1]
network = json.loads(end.removeprefix("data: "))["networks"][${python(config.cell)}]`;
}

/** A JSON value as a Python literal. @param {unknown} value @returns {string} */
function python(value) {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return pythonString(value);
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value).map(([key, item]) => `${python(key)}: ${python(item)}`).join(", ")}}`;
  }
  return String(value);
}

/** JSON's escapes mean the same in Python; what an editor or terminal might swallow is escaped too. @param {string} text */
const pythonString = (text) =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (character) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
