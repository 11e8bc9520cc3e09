// @ts-check
/**
 * The nouns that core, views and pages share. Types only: nothing here runs.
 *
 * One direction: config → API → trace → store + player → State → views. A view gets a State, draws it, and
 * answers with an Intent; it never fetches and never writes State.
 */

/** One of the engine's. @typedef {string} CellName */
/** @typedef {"forward"|"reverse"} Direction */

/**
 * Everything a link carries. t, unit and layer count from 1, as they do on the screen and in the URL.
 * @typedef {object} Config
 * @property {CellName} cell
 * @property {string|null} text           characters fed one a step; exactly one of text, series and vectors is set
 * @property {number[]|null} series       numbers fed one a step
 * @property {number[][]|null} vectors    rows of numbers, a row a step
 * @property {number} hidden_size
 * @property {number} num_layers
 * @property {boolean} bidirectional
 * @property {number} seed
 * @property {string} scheme              initialiser
 * @property {number} gain
 * @property {number|null} spectral_radius
 * @property {number} forget_bias
 * @property {number} update_bias
 * @property {"tanh"|"relu"} nonlinearity
 * @property {"reset_after"|"reset_before"} form
 * @property {string|null} model          a trained network by its id: then cell, sizes and weights are its own
 * @property {string|null} trained        the recipe of a network as trained so far: it is made for the page (core/trained-networks.js)
 * @property {number} generate            steps that a trained network goes on by itself, each fed the output before it
 * @property {(string|number|number[]|null)[]|null} target  what would be right, one for each step that emits; null: what is known
 * @property {number} t                   0: nothing has been read yet
 * @property {number} unit
 * @property {number} layer
 * @property {Direction} direction
 * @property {boolean} backward           time runs back from the loss, and what moves is the gradient
 * @property {boolean} fold               the loop, before it is unrolled
 * @property {number} speed               timesteps play at speed / --step
 * @property {boolean} loop
 * @property {"en"|"fr"|null} lang
 * @property {"light"|"dark"|null} theme
 */

/** Float64 only where float32 would not reach. @typedef {import("../lib/raster.js").Numbers} Numbers */

/**
 * One layer read in one direction. Each signal is row-major T × H: value of unit j (from 0) at row t (from 0) is `signals.h[t * H + j]`.
 * In a reverse layer rows still are positions in the input; it reads from the last row to the first.
 * @typedef {object} LayerTrace
 * @property {number} layer               from 0
 * @property {Direction} direction
 * @property {CellName} cell
 * @property {number} hiddenSize
 * @property {Record<string, Numbers>} signals
 * @property {Record<string, Numbers>} initial  state before the first step, each H
 */

/**
 * @typedef {object} SpokenStep
 * @property {string} label              what is fed
 * @property {"given"|"fed"|"sign"} feed given by the visitor, fed back, or a sign that starts a decoder
 * @property {boolean} known             is the label in the network's vocabulary?
 * @property {"encoder"|"decoder"} phase
 * @property {string|null} said          the label of the largest output, or its number; null where nothing is emitted
 * @property {number|null} sure          its probability
 * @property {string|null} right         what would be right there, a label or numbers, as far as it is known
 * @property {boolean} wrong             it says another label than that
 * @property {number|null} loss          L_t
 */
/** @typedef {{kind: "softmax"|"sigmoid"|"linear", labels: string[], raw: string[], values: (number[]|null)[]}} Outputs
 * labels: as the page calls them; raw: as the network does; values: a row a step, null where nothing is emitted */

/**
 * @typedef {object} Trace
 * @property {number} T
 * @property {SpokenStep[]} steps   what each is fed and says
 * @property {string[]} labels            one a step: the character, or the number as it was given
 * @property {"text"|"series"|"vectors"} kind
 * @property {"token"|"number"|"pair"|"marked"|"picture"|"strip"} fed   what a row of the input is; marked: a number, and 1 where it counts
 * @property {string|null} task           what the network learned; null where it learned nothing
 * @property {number[][]|null} rows       what is fed, a row a step; null for a text
 * @property {Outputs|null} outputs   of a network with a readout
 * @property {number|null} total          L, the sum of the losses; null where nothing is known to be right
 * @property {LayerTrace[]} layers
 * @property {{t: number, layer: number, direction: Direction, signal: string}|null} overflow   t from 1
 * @property {number} id                  new for each answer of the server; kept while a transition blends two answers
 */

/**
 * What the loss says of every step, by position from 0. Sizes are log10; relative ones to ∂L/∂h of the top layer at `whole`.
 * @typedef {object} Gradient
 * @property {boolean} own                L is what the network was trained on; else the sum of its last output
 * @property {number[]} losses            the steps whose losses add up to L, from 1
 * @property {number} from                the last of them; 0: there is none
 * @property {number} whole               the step that all sizes are measured by: that of the loss, of several losses where ∂L/∂h is largest
 * @property {{layer: number, direction: Direction, states: Record<string, Float64Array>}[]} layers  relative sizes, −∞: exactly zero, NaN: none
 * @property {Float64Array} inputs        what each input adds to the loss, to first order, as a share 0 … 1 of the largest
 */

/**
 * A node of an equation with its numbers (see engine/equations/expressions.py).
 * @typedef {{op: "sum"|"product", args: Node[], value: number}
 *   | {op: "call", function: "sigmoid"|"tanh"|"relu"|"identity", args: Node[], value: number}
 *   | {op: "complement", args: Node[], value: number}
 *   | {op: "ref", symbol: string, at: 0|-1, value: number}
 *   | {op: "dot", symbol: string, of: string, at: 0|-1, gate: string|null, terms: {index: number, weight: number, input: number, product: number}[], value: number}
 *   | {op: "bias", symbol: string, gate: string|null, parts: {parameter: string, value: number}[], value: number}} Node
 */
/** @typedef {{signal: string, value: number, tree: Node}} EvaluatedEquation */
/** @typedef {{t: number, label: string, equations: EvaluatedEquation[]}} ExplainedStep */

/** @typedef {{name: string, title: string, role: "gate"|"candidate"|"state", range: [number|null, number|null]}} SignalInfo */
/**
 * A cell as the catalogue describes it, titles already in the page's language.
 * @typedef {object} CellInfo
 * @property {CellName} name
 * @property {string} title
 * @property {string[]} states
 * @property {SignalInfo[]} signals
 * @property {{form: string|null, nonlinearity: string|null, equations: {signal: string, latex: string, mathml: string}[]}[]} variants
 */

/**
 * How far the network is that is being made again by its recipe (core/trained-networks.js).
 * @typedef {object} Training
 * @property {string} recipe
 * @property {"starting"|"training"|"busy"|"offline"|"stopped"|"time"|"diverged"|"refused"} status
 * @property {number} update
 * @property {number} until
 * @property {number|null} retryIn        seconds until the next try
 * @property {string} detail              why it was refused
 */
/**
 * What every view draws. A new object for every change, parts that did not change keep their identity.
 * @typedef {object} State
 * @property {Config} config              what the controls say
 * @property {Config} shown               the config whose trace is on screen (differs from config while loading or after an error)
 * @property {Trace|null} trace
 * @property {Map<number, ExplainedStep>} explained   by t, for shown.unit/layer/direction; may lack steps: then numbers are still on their way
 * @property {CellInfo} cell              of `shown`
 * @property {Gradient|null} gradient     of the trace, while it is asked for
 * @property {Card|null} card             of the trained network last looked up
 * @property {number} time                steps read so far in the reading direction of the selected layer, 0 … T, fractional while playing:
 *                                        in (k−1, k) step k is under way and its beat is time − (k−1); a whole number k: step k is done.
 *                                        Backward it falls from T to 0: the gradient has come back to the steps after it
 * @property {boolean} playing
 * @property {number} unroll              0 folded … 1 unrolled
 * @property {Hover|null} hover
 * @property {Pick|null} pick             the number whose provenance is open
 * @property {"ready"|"loading"|"training"|"refused"|"offline"} status
 * @property {Training|null} training  how far the network is that is being made; null: none is
 * @property {{field: string|null, message: string}[]} problems   in plain words, by config field
 * @property {number|null} retryIn        seconds until the next try, when offline
 * @property {Partial<Config>|null} left  the trained network that a change of another setting put aside; null: none was
 */
/**
 * What is told of a trained network.
 * @typedef {object} Card
 * @property {string} id
 * @property {{text?: string, series?: number[], vectors?: number[][]}[]} examples
 * @property {NonNullable<Config["target"]>[]} targets   what is right for each of them
 */
/** What the pointer or focus is on. @typedef {{signal: string|null, t: number|null, unit: number|null, layer?: number, direction?: Direction}} Hover */
/** @typedef {{signal: string, path: string}} Pick   path: "" the value itself, else the operand inside its equation, as "0.1" child indices */

/**
 * What a view asks for.
 * @typedef {{type: "configure", changes: Partial<Config>}
 *   | {type: "seek", t: number}
 *   | {type: "step", by: number}
 *   | {type: "play"} | {type: "pause"} | {type: "toggle"}
 *   | {type: "fold", fold: boolean}
 *   | {type: "select", unit?: number, t?: number, layer?: number, direction?: Direction}
 *   | {type: "hover", hover: Hover|null}
 *   | {type: "pick", pick: Pick|null}
 *   | {type: "look-up"}
 *   | {type: "retry"} | {type: "stop"}
 *   | {type: "back"}} Intent   stop: the training; back: to the trained network that was left
 */

/**
 * What a view needs from outside, whatever state its page has. Works the same in a page, in a frame and in an exported file.
 * @template [S=State]
 * @template [I=Intent]
 * @typedef {object} Context
 * @property {Document} document
 * @property {(intent: I) => void} emit
 * @property {() => S} now   the state after the last intent, which may not be drawn yet: keys pressed within a frame add up
 * @property {(msgid: string, values?: Record<string, string|number>) => string} _     translate, then fill {placeholders}
 * @property {(one: string, many: string, n: number, values?: Record<string, string|number>) => string} ngettext
 * @property {() => import("../lib/palette.js").Palette} palette    colours of the theme in force
 * @property {import("../lib/format.js").Format} format
 * @property {() => boolean} reducedMotion
 */
/**
 * @template [S=State]
 * @typedef {{update(state: S): void, destroy(): void}} View
 */
/** @typedef {(root: HTMLElement, context: Context) => View} CreateView */

export {};
