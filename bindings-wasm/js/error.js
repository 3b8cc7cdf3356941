/** An input that was refused, with everything that is wrong with it. */
export class HongyanError extends Error {
  /**
   * @param {string} message
   * @param {{ faults?: readonly object[], errors?: readonly object[], counts?: object }} [options]
   */
  constructor(message, { faults = [], errors = [], counts = {} } = {}) {
    super(message);
    this.name = 'HongyanError';
    this.faults = faults;
    this.errors = errors;
    this.counts = counts;
  }
}
