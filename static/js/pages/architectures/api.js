// @ts-check
/** What Architectures needs of what runs its networks. Types only: nothing here runs. */

/** @typedef {import("../../core/architectures/run.js").ArchitectureType} ArchitectureType */
/** @typedef {import("../../core/architectures/run.js").Given} Given */
/** @typedef {import("../../core/architectures/run.js").Run} Run */
/** @typedef {{type: ArchitectureType, given: Given}} Question */
/** @typedef {{run: (question: Question, signal: AbortSignal) => Promise<Run>}} ArchitecturesApi */

export {};
