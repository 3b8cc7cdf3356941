import { HongyanError } from './error.js';
import { optionsOf, refused } from './options.js';

/**
 * One WebAssembly file and the functions that glue it: loads it once, turns refusals into errors, and starts anew after
 * a trap (memory that ran out, for instance), so that one call cannot spoil the next.
 */
export class Host {
  #glue;
  #name;
  #module;
  #loading;
  #bytes;

  /** `bytes` gives the file where it can be read at once; without it `load` has to come first. */
  constructor(glue, name, bytes) {
    this.#glue = glue;
    this.#name = name;
    this.#bytes = bytes;
  }

  /** Loads it from anything that `WebAssembly` takes. Later calls wait for the first that worked. */
  load(source) {
    if (this.#module !== undefined) return Promise.resolve();
    this.#loading ??= this.#load(source).catch((error) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #load(source) {
    let from = await source;
    if (typeof from === 'string' || from instanceof URL) from = await fetch(from);
    if (typeof Response === 'function' && from instanceof Response) {
      if (!from.ok) throw new HongyanError(`${this.#name}: ${from.status} ${from.statusText} (${from.url})`);
      from = await compiled(from);
    }
    if (this.#module !== undefined) return;
    this.start(from instanceof WebAssembly.Module ? from : await WebAssembly.compile(from));
  }

  /** Starts a compiled module. */
  start(module) {
    this.#glue.initSync({ module });
    this.#module = module;
  }

  /** Calls a function of the file. A thrown text is a refusal. */
  call(name, ...given) {
    return this.run((glue) => glue[name](...given));
  }

  /**
   * Runs a function of the package with the options that it takes. Options that it does not know are refused together
   * with what the file refuses.
   */
  asked(name, takes, given, then) {
    return this.run((glue) => {
      const { options, faults } = optionsOf(name, takes, given);
      if (faults.length === 0) return then(glue, options);
      let besides;
      try {
        then(glue, options);
      } catch (error) {
        besides = refusal(error);
        if (besides === undefined) throw error;
      }
      throw refused(faults, options.lang, besides);
    });
  }

  /** Runs something that calls functions of the file. */
  run(then) {
    if (this.#module === undefined && this.#bytes !== undefined) this.start(new WebAssembly.Module(this.#bytes()));
    if (this.#module === undefined) {
      throw new HongyanError(`hongyan: call \`await init()\` of ${this.#name} first`);
    }
    try {
      return then(this.#glue);
    } catch (error) {
      const told = refusal(error);
      if (told !== undefined) throw told;
      if (isTrap(error)) {
        this.#glue.__wbg_reset_state();
        throw new HongyanError(`hongyan: the call could not be finished: ${error.message}`, { cause: error });
      }
      // what the caller's own objects throw when they are read, or memory that they have handed to another thread
      throw new HongyanError(`hongyan: the input cannot be read: ${textOf(error)}`, { cause: error });
    }
  }
}

/** Memory or the stack ran out, or something that cannot happen did. */
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

/** Does something with an object of the file and frees it; after a trap there is nothing left to free. */
export function used(object, then) {
  let result;
  try {
    result = then(object);
  } catch (error) {
    if (!isTrap(error)) object.free();
    throw error;
  }
  object.free();
  return result;
}

/** Compiles while it is loaded, where the server names the right type. */
async function compiled(response) {
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** The refusal that the file has thrown as a text; undefined for anything else. */
function refusal(error) {
  if (error instanceof HongyanError) return error;
  if (typeof error !== 'string') return undefined;
  try {
    const { message, ...told } = JSON.parse(error);
    return typeof message === 'string' ? new HongyanError(message, told) : undefined;
  } catch {
    return undefined;
  }
}

function textOf(error) {
  try {
    return String(error?.message ?? error);
  } catch {
    return typeof error;
  }
}
