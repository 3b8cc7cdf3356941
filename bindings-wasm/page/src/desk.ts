// What the page knows and what it does. Components show the state and call the actions; nothing else changes it.
import type { KeyDescription, Policy, PolicyKey } from 'hongyan';
import type { Mapping } from 'hongyan/documents';
import { Cancelled, Engine, Refused } from './engine/client';
import type { DocumentFormat, Judged, Lang, Query, Reading, Refusal, Stage, Started, Understood } from './engine/protocol';
import { type AnyFile, collected } from './files';
import { fromFragment, toFragment } from './link';
import { baseOf, isDefault, withKey } from './policy';
import type { Given } from './policy';
import { type Assets, loadAssets, sampleDay } from './assets';
import { type Theme, remembered, remember } from './remember';
import { save } from './save';
import { type Trouble, textOf, troubleOf } from './trouble';
import type { Word } from './words/catalogue';
import { say } from './words/say';

export interface State {
  lang: Lang;
  theme: Theme;
  started: Started | null;
  /** Why the engine could not be loaded. */
  failed: string | null;
  asOf: string;
  given: Given;
  keys: KeyDescription[];
  /** What became of a policy that came by link or file. */
  policyNote: 'used' | Trouble | null;
  reading: Reading;
  source: Source | null;
  understood: Understood | null;
  judged: Judged | null;
  /** Why the question was refused. */
  refusal: Refusal | null;
  work: { stage: Stage } | null;
  query: Query;
  /** How many findings the filter leaves. */
  count: number;
  /** Counts what makes rows of the table stale. */
  revision: number;
  /** Place in the report of the finding that is explained. */
  selected: number | null;
  /** Read out by screen readers. */
  announcement: string;
  problem: Trouble | null;
}

export interface Source {
  files: AnyFile[];
  sample: boolean;
  /** Files of a folder that are no tables. */
  left: string[];
}

export const NO_QUERY: Query = {
  verdicts: [], rules: [], contested: false, changed: false, text: '', sort: 'urgency', descending: false,
};

const NO_READING: Reading = { mapping: {}, skip: false, inferEngagements: false, defaultYear: null };

/** The civil date on the clock of this computer: the page may look at one, the engine never does. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export class Desk {
  state: State = {
    ...remembered(),
    started: null,
    failed: null,
    asOf: today(),
    given: {},
    keys: [],
    policyNote: null,
    reading: NO_READING,
    source: null,
    understood: null,
    judged: null,
    refusal: null,
    work: null,
    query: NO_QUERY,
    count: 0,
    revision: 0,
    selected: null,
    announcement: '',
    problem: null,
  };

  #listeners = new Set<() => void>();
  #assets: Promise<Assets> | null = null;
  /** Holds what is shown. */
  #current: Engine | null = null;
  /** Is at something new; what is shown stays until it is done. */
  #incoming: Engine | null = null;
  /** Is warm, so that nothing is loaded when files are dropped. */
  #spare: Promise<Engine> | null = null;
  /** The day was chosen by hand: a sample does not change it. */
  #chosen = false;
  #judging = false;
  #stale = false;
  /** The last question that was answered, to go back to. */
  #answered: Pick<State, 'asOf' | 'given' | 'keys' | 'reading' | 'source'> | null = null;

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(patch: Partial<State>): void {
    this.state = { ...this.state, ...patch };
    for (const listener of this.#listeners) listener();
  }

  #announce(announcement: string, patch: Partial<State> = {}): void {
    this.#set({ ...patch, announcement });
  }

  // -- beginning ---------------------------------------------------------------------------------------------------

  async start(): Promise<void> {
    try {
      this.#spare = this.#warm();
      await this.#spare;
      await this.useLink(location.hash);
      addEventListener('hashchange', () => void this.useLink(location.hash));
      // a second one, so that new files do not disturb what is shown
      const engine = await this.#warm();
      // files may have been dropped meanwhile: then the first one holds them
      if (this.#current) engine.stop();
      else this.#current = engine;
    } catch (error) {
      this.#set({ failed: textOf(error) });
    }
  }

  async #warm(): Promise<Engine> {
    const engine = new Engine();
    this.#assets ??= loadAssets();
    const { core, documents } = await this.#assets;
    const started = await engine.call('start', { core, documents });
    if (!this.state.started) this.#set({ started, keys: started.profiles.plain });
    return engine;
  }

  #engine(): Engine {
    const engine = this.#current;
    if (!engine) throw new Cancelled();
    return engine;
  }

  // -- files -------------------------------------------------------------------------------------------------------

  async openSample(): Promise<void> {
    try {
      const { sample } = await (this.#assets ?? loadAssets());
      if (!this.#chosen) this.#set({ asOf: sampleDay });
      await this.#open({ files: sample, sample: true, left: [] }, NO_READING);
    } catch (error) {
      this.report(error);
    }
  }

  async openFiles(given: AnyFile[], folder: boolean): Promise<void> {
    const { files, left } = collected(given, folder);
    if (files.length === 0) {
      if (given.length > 0 || folder) this.#set({ problem: { word: 'noFiles', cause: '' } });
      return;
    }
    await this.#open({ files, sample: false, left }, NO_READING);
  }

  async #open(source: Source, reading: Reading): Promise<void> {
    // whoever drops other files does not wait for the first ones
    this.#incoming?.stop();
    this.#set({ problem: null, work: { stage: { stage: 'engine', fraction: 0 } } });
    let engine: Engine;
    try {
      engine = await (this.#spare ?? this.#warm());
    } catch (error) {
      this.#set({ work: null, failed: textOf(error) });
      return;
    }
    this.#spare = null;
    this.#incoming = engine;
    try {
      const progress = (stage: Stage) => this.#incoming === engine && this.#set({ work: { stage } });
      const understood = await engine.call('read', { files: source.files, reading }, progress);
      const { asOf, given, lang, query } = this.state;
      let judged: Judged | null = null;
      let refusal: Refusal | null = null;
      if (understood.usable && asOf !== '') {
        try {
          judged = await engine.call('judge', { asOf, policy: given as Policy, lang }, progress);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          refusal = error.refusal;
        }
      }
      if (this.#incoming !== engine) return;
      const plain = { ...query, changed: false, text: '', rules: [], verdicts: [], contested: false };
      const count = judged ? (await engine.call('query', plain)).count : 0;
      this.#incoming = null;
      this.#retire(this.#current);
      this.#current = engine;
      this.#set({ source, reading, understood, query: plain, selected: null, work: null });
      this.#show(judged, refusal, count, source.files.length);
      // the question was changed while the files were read
      if (asOf !== this.state.asOf || given !== this.state.given) await this.#judge();
    } catch (error) {
      if (this.#incoming === engine) this.#incoming = null;
      if (error instanceof Cancelled) return;
      engine.stop();
      this.#spare ??= this.#warm();
      this.report(error);
    }
  }

  /** What was shown is no longer; its thread waits for the next files. */
  #retire(engine: Engine | null): void {
    if (!engine || this.#spare) {
      engine?.stop();
      this.#spare ??= this.#warm();
      return;
    }
    this.#spare = engine.call('forget', null).then(() => engine);
  }

  /** Shows an answer and says what happened; `files` is how many were read for it. */
  #show(judged: Judged | null, refusal: Refusal | null, count: number, files: number | null = null): void {
    const { asOf, given, keys, reading, source, revision } = this.state;
    if (judged) this.#answered = { asOf, given, keys, reading, source };
    this.#announce(this.#outcome(judged, refusal, files), { judged, refusal, count, revision: revision + 1 });
  }

  #outcome(judged: Judged | null, refusal: Refusal | null, files: number | null): string {
    const { lang, understood } = this.state;
    if (judged) {
      const breaches = Object.values(judged.summary).reduce((sum, counts) => sum + counts.breach, 0);
      return files === null ? say(lang, 'done', { n: judged.total }) : say(lang, 'opened', { files, n: judged.total, breaches });
    }
    // a refusal is read out where it stands
    if (refusal) return '';
    if (understood?.usable) return say(lang, 'asOfMissing');
    const n = understood?.faultCount ?? 0;
    return files === null ? say(lang, n === 1 ? 'faultTitle' : 'faultsTitle', { n }) : say(lang, 'openedNot', { files, n });
  }

  // -- the question ------------------------------------------------------------------------------------------------

  async setDay(asOf: string): Promise<void> {
    if (asOf === this.state.asOf) return;
    this.#chosen = true;
    this.#set({ asOf });
    await this.#judge();
  }

  async setProfile(profile: 'plain' | 'civil_code'): Promise<void> {
    await this.setPolicy(profile === 'plain' ? {} : { profile });
  }

  async setKey(key: PolicyKey, value: unknown): Promise<void> {
    const { started, given } = this.state;
    if (!started) return;
    await this.setPolicy(withKey(given, key, value, started.profiles[baseOf(given)]));
  }

  async setPolicy(given: Given, note: State['policyNote'] = null): Promise<void> {
    try {
      const engine = this.#current ?? (await this.#spare);
      if (!engine) return;
      const keys = await engine.call('describe', { policy: given as Policy, lang: this.state.lang });
      this.#set({ given, keys, policyNote: note });
      this.#writeLink();
    } catch (error) {
      if (error instanceof Cancelled) return;
      this.#set({ policyNote: troubleOf(error, 'policyBad') });
      return;
    }
    await this.#judge();
  }

  async useLink(hash: string): Promise<void> {
    try {
      const given = fromFragment(hash);
      if (given === null || JSON.stringify(given) === JSON.stringify(this.state.given)) return;
      await this.setPolicy(given, 'used');
    } catch (error) {
      this.#set({ policyNote: troubleOf(error, 'linkBad') });
    }
  }

  async usePolicyFile(file: File): Promise<void> {
    try {
      const engine = this.#current ?? (await this.#spare);
      if (!engine) return;
      const given = await engine.call('policyFrom', { name: file.name, text: await file.text(), lang: this.state.lang });
      await this.setPolicy(given);
    } catch (error) {
      this.#set({ policyNote: troubleOf(error, 'policyBad') });
    }
  }

  /** Address of this page with the policy, and nothing of the records. */
  link(): string {
    const { origin, pathname } = location;
    return `${origin}${pathname}${toFragment(this.state.given)}`;
  }

  #writeLink(): void {
    const fragment = isDefault(this.state.given) ? '' : toFragment(this.state.given);
    if (fragment !== location.hash) history.replaceState(null, '', fragment || location.pathname + location.search);
  }

  /** Asks again; of several questions in a row the last one is answered. */
  async #judge(): Promise<void> {
    if (!this.#current || !this.state.understood?.usable) return;
    if (this.state.asOf === '') {
      this.#set({ judged: null });
      return;
    }
    if (this.#judging) {
      this.#stale = true;
      return;
    }
    this.#judging = true;
    const engine = this.#current;
    try {
      do {
        this.#stale = false;
        const { asOf, given, lang } = this.state;
        const progress = (stage: Stage) => this.#current === engine && this.#set({ work: { stage } });
        let judged: Judged | null = null;
        let refusal: Refusal | null = null;
        try {
          judged = await engine.call('judge', { asOf, policy: given as Policy, lang }, progress);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          refusal = error.refusal;
        }
        if (this.#stale || this.#current !== engine) continue;
        const query = judged?.changes?.count ? this.state.query : { ...this.state.query, changed: false };
        const count = judged ? (await engine.call('query', query)).count : 0;
        this.#set({ work: null, query, selected: null });
        this.#show(judged, refusal, count);
      } while (this.#stale && this.#current === engine);
    } catch (error) {
      this.report(error);
    } finally {
      this.#judging = false;
    }
  }

  // -- how files are read ------------------------------------------------------------------------------------------

  async setReading(patch: Partial<Reading>): Promise<void> {
    const engine = this.#current;
    const { source, reading: before } = this.state;
    if (!engine || !source) return;
    const reading = { ...before, ...patch };
    this.#set({ reading, problem: null });
    try {
      const progress = (stage: Stage) => this.#current === engine && this.#set({ work: { stage } });
      const understood = await engine.call('reread', reading, progress);
      if (this.#current !== engine || this.state.reading !== reading) return;
      this.#set({ understood, judged: understood.usable ? this.state.judged : null, selected: null, work: null });
      if (understood.usable) await this.#judge();
      else this.#show(null, null, 0);
    } catch (error) {
      if (error instanceof Cancelled) return;
      // what was understood before stays, and so does how it was read
      const kept = this.state.reading === reading ? { reading: before } : {};
      this.#set(kept);
      this.report(error);
    }
  }

  async map(part: keyof Mapping, patch: (mapping: Mapping) => Mapping): Promise<void> {
    const mapping = patch(structuredClone(this.state.reading.mapping));
    if (Object.keys(mapping[part] ?? {}).length === 0) delete mapping[part];
    await this.setReading({ mapping });
  }

  async useMappingFile(file: File): Promise<void> {
    try {
      const mapping: unknown = JSON.parse(await file.text());
      if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) throw new Error(file.name);
      await this.setReading({ mapping: mapping as Mapping });
    } catch (error) {
      this.report(error, 'mappingBad');
    }
  }

  // -- work --------------------------------------------------------------------------------------------------------

  /** Ends what is going on. What was shown before stays, or is made again. */
  async cancel(): Promise<void> {
    const cancelled = say(this.state.lang, 'cancelled');
    if (this.#incoming) {
      const engine = this.#incoming;
      this.#incoming = null;
      engine.stop();
      this.#spare = this.#warm();
      this.#announce(cancelled, { work: null });
      return;
    }
    const before = this.#answered;
    this.#current?.stop();
    this.#current = null;
    this.#judging = false;
    if (!before?.source || this.state.source !== before.source || !this.state.judged) {
      this.#answered = null;
      this.#announce(cancelled, { work: null, source: null, understood: null, judged: null, refusal: null });
      this.#current = await this.#warm();
      return;
    }
    this.#announce(cancelled, { ...before, judged: null });
    this.#writeLink();
    await this.#open(before.source, before.reading);
  }

  // -- findings ----------------------------------------------------------------------------------------------------

  async setQuery(patch: Partial<Query>): Promise<void> {
    const query = { ...this.state.query, ...patch };
    this.#set({ query });
    try {
      const { count } = await this.#engine().call('query', query);
      if (this.state.query === query) this.#set({ count, revision: this.state.revision + 1 });
    } catch (error) {
      this.report(error);
    }
  }

  async rows(from: number, to: number) {
    return this.#engine().call('rows', { from, to, lang: this.state.lang });
  }

  async explanation(at: number) {
    return this.#engine().call('explain', { at, lang: this.state.lang });
  }

  select(selected: number | null): void {
    this.#set({ selected: selected === -1 ? null : selected });
  }

  async selectPlace(place: number): Promise<void> {
    try {
      this.select(await this.#engine().call('at', { place }));
    } catch (error) {
      this.report(error);
    }
  }

  // -- documents ---------------------------------------------------------------------------------------------------

  async download(format: DocumentFormat): Promise<void> {
    const { lang } = this.state;
    const engine = this.#current ?? (await this.#spare);
    if (!engine) return;
    const words = { policy: 'filePolicy', template: 'fileTemplate', mapping: 'fileMapping' } as const;
    const word = format in words ? words[format as keyof typeof words] : 'fileReport';
    const extensions = { policy: 'json', template: 'xlsx', mapping: 'json' } as const;
    const extension = format in extensions ? extensions[format as keyof typeof extensions] : format;
    try {
      const { blob, asOf } = await engine.call('document', { format, lang }, (stage) => this.#set({ work: { stage } }));
      this.#set({ work: null });
      save(blob, `${say(lang, word)}${asOf === null ? '' : `-${asOf}`}.${extension}`);
    } catch (error) {
      this.report(error);
    }
  }

  // -- appearance --------------------------------------------------------------------------------------------------

  async setLang(lang: Lang): Promise<void> {
    remember({ lang });
    this.#set({ lang, revision: this.state.revision + 1 });
    const { judged } = this.state;
    if (!judged || !this.#current) return;
    try {
      const deadlines = await this.#current.call('deadlines', { lang });
      if (this.state.judged === judged) this.#set({ judged: { ...judged, deadlines } });
    } catch (error) {
      this.report(error);
    }
  }

  setTheme(theme: Theme): void {
    remember({ theme });
    this.#set({ theme });
  }

  /** Says what went wrong; who cancelled knows it. */
  report(error: unknown, word: Word = 'broken'): void {
    if (!(error instanceof Cancelled)) this.#set({ work: null, problem: troubleOf(error, word) });
  }

  closeProblem(): void {
    this.#set({ problem: null });
  }
}
