// @ts-check
/** Time: one loop of frames for the whole page, asleep while nothing moves, and the timer for what waits longer. */

/**
 * @typedef {{request(callback: (now: number) => void): number, cancel(id: number): void, now(): number}} Frames
 */

/** The window's own frames. @param {Window} window @returns {Frames} */
export const windowFrames = (window) => ({
  request: (callback) => window.requestAnimationFrame(callback),
  cancel: (id) => window.cancelAnimationFrame(id),
  now: () => window.performance.now(),
});

/** @typedef {{set(callback: () => void, ms: number): unknown, clear(id: any): void}} Timer */

/** @type {Timer} */
export const wall = {
  set: (callback, ms) => setTimeout(callback, ms),
  clear: (id) => clearTimeout(id),
};

const LONGEST = 100; // ms: a tab that slept goes on from where it was

/**
 * Calls tick(ms since the last frame) on each frame until it returns false; wake() starts it again.
 * @param {Frames} frames @param {(elapsed: number) => boolean} tick
 */
export function createClock(frames, tick) {
  /** @type {number|null} */
  let pending = null;
  let last = 0;
  const frame = (/** @type {number} */ now) => {
    const elapsed = Math.min(LONGEST, Math.max(0, now - last));
    last = now;
    pending = null;
    if (tick(elapsed)) pending ??= frames.request(frame);
  };
  return {
    wake() {
      if (pending !== null) return;
      last = frames.now();
      pending = frames.request(frame);
    },
    stop() {
      if (pending !== null) frames.cancel(pending);
      pending = null;
    },
  };
}
