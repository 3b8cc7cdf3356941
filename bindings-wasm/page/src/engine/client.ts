// The page's side of the worker: calls, progress, and an end to what takes too long.
import type { Calls, Refusal, Said, Stage } from './protocol';

/** The input was refused, with everything that is wrong with it. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** Something that is nobody's fault: a file that cannot be read, memory that ran out. */
export class Broken extends Error {
  constructor(message: string, readonly unread: boolean) {
    super(message);
  }
}

/** The work was cancelled. */
export class Cancelled extends Error {}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  progress: ((stage: Stage) => void) | undefined;
}

export class Engine {
  #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  #waiting = new Map<number, Waiting>();
  #next = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<Said>) => this.#hear(data);
    // an out of memory or a script that cannot be loaded ends everything that waits
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(new Error(event.message || 'worker'));
    };
  }

  #hear(said: Said): void {
    const waiting = this.#waiting.get(said.id);
    if ('stage' in said) return waiting?.progress?.(said.stage);
    this.#waiting.delete(said.id);
    if ('refusal' in said) return waiting?.reject(new Refused(said.refusal));
    if ('broken' in said) return waiting?.reject(new Broken(said.broken, said.unread));
    waiting?.resolve(said.value);
  }

  call<C extends keyof Calls>(call: C, argument: Parameters<Calls[C]>[0], progress?: (stage: Stage) => void): Promise<ReturnType<Calls[C]>> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, progress });
      this.#worker.postMessage({ id, call, argument });
    });
  }

  /** Ends the thread, and with it whatever it is at. */
  stop(): void {
    this.#worker.terminate();
    this.#end(new Cancelled());
  }

  #end(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
