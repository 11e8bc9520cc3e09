// @ts-check
/** How a question to what runs the networks may fail: refused, nobody there, too many at once. */

/** What is wrong with a setting, in plain words. @typedef {{field: string|null, message: string}} Problem */

/** The API understood and refused, or failed, in its own words. */
export class ApiProblem extends Error {
  /** @param {number} status @param {Problem[]} problems */
  constructor(status, problems) {
    super(problems.map(({ message }) => message).join(" "));
    this.name = "ApiProblem";
    this.status = status;
    this.problems = problems;
  }
}

/** Nobody answered, or not the API. */
export class Offline extends Error {
  /** @param {unknown} [cause] */
  constructor(cause) {
    super("The server does not answer.", { cause });
    this.name = "Offline";
  }
}

/** The server trains as many as it can; it says when to come back. */
export class Busy extends Error {
  /** @param {number} seconds */
  constructor(seconds) {
    super("The server is busy.");
    this.name = "Busy";
    this.seconds = seconds;
  }
}
