/** An input that was refused, with everything that is wrong with it. */
export class HongyanError extends Error {
  /**
   * @param {string} message
   * @param {{ faults?: readonly object[], errors?: readonly object[], counts?: object, cause?: unknown }} [options]
   */
  constructor(message, { faults = [], errors = [], counts = {}, ...others } = {}) {
    super(message, others);
    this.name = 'HongyanError';
    this.faults = faults;
    this.errors = errors;
    this.counts = counts;
  }
}
