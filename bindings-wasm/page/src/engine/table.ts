// Findings as the page's table needs them: filtered, sorted, compared, a few rows at a time.
import type { Finding, RuleName, Verdict } from 'hongyan';
import type { Changes, Lang, Query, Row, Transition } from './protocol';

/** What needs a person comes first. */
const URGENCY: Record<Verdict, number> = {
  breach: 0, undetermined: 1, pending: 2, excused: 3, compliant: 4, not_applicable: 5,
};

/** Whom a finding is about, then what of them. */
export function subjectOf(finding: Finding): [who: string, about: string] {
  switch (finding.rule) {
    case 'supervision_frequency':
      return [finding.subject.worker, `${finding.subject.month} · ${finding.subject.project}`];
    case 'record_deadline':
      return [finding.subject.worker, finding.subject.session];
    case 'cycle_plan':
      return [finding.subject.supervisor, finding.subject.project];
    case 'monthly_plan':
      return [finding.subject.supervisor, `${finding.subject.month} · ${finding.subject.project}`];
    case 'mentor_eligibility':
      return [finding.subject.mentor, ''];
    case 'mentor_term':
      return [finding.subject.mentor, finding.subject.guided_on];
    case 'annual_guidance':
      return [finding.subject.mentor, `${finding.subject.year} · ${finding.subject.appointed_on}`];
    case 'mentor_inactivity':
      return [finding.subject.mentor, finding.subject.appointed_on];
    case 'annual_evaluation':
    case 'commendation':
      return [finding.subject.mentor, String(finding.subject.year)];
    case 'revocation':
      return [finding.subject.mentor, finding.subject.found_on];
  }
}

const keyOf = (finding: Finding): string => [finding.rule, ...Object.values(finding.subject)].join('\u0000');

/** Places in ascending order of a text; equal texts share one. */
function ranks(texts: readonly string[]): Int32Array {
  const places = Uint32Array.from(texts.keys()).sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b));
  const out = new Int32Array(texts.length);
  let rank = 0;
  places.forEach((at, place) => {
    if (place > 0 && texts[places[place - 1]!] !== texts[at]) rank += 1;
    out[at] = rank;
  });
  return out;
}

/** The findings of one report. */
export class Table {
  #findings: readonly Finding[];
  #order: Uint32Array;
  #places: Int32Array | null = null;
  #changed: Uint8Array | null = null;
  #keys: string[] | null = null;
  #sorts = new Map<string, Int32Array>();
  #texts: string[] | null = null;

  constructor(findings: readonly Finding[]) {
    this.#findings = findings;
    this.#order = Uint32Array.from(findings.keys());
  }

  finding(at: number): Finding {
    const finding = this.#findings[at];
    if (!finding) throw new Error(`there is no finding ${at}`);
    return finding;
  }

  /** Place in the present order; -1 if the filter leaves it out. */
  place(at: number): number {
    if (!this.#places) {
      const places = new Int32Array(this.#findings.length).fill(-1);
      this.#order.forEach((finding, place) => {
        places[finding] = place;
      });
      this.#places = places;
    }
    return this.#places[at] ?? -1;
  }

  at(place: number): number {
    return this.#order[place] ?? -1;
  }

  /** Filters and sorts; how many are left. */
  arrange(query: Query): number {
    const verdicts = new Set<Verdict>(query.verdicts);
    const rules = new Set<RuleName>(query.rules);
    const wanted = query.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const texts = wanted.length > 0 ? this.#haystack() : null;
    const keep: number[] = [];
    this.#findings.forEach((finding, at) => {
      if (verdicts.size > 0 && !verdicts.has(finding.verdict)) return;
      if (rules.size > 0 && !rules.has(finding.rule)) return;
      if (query.contested && !finding.contested) return;
      if (query.changed && !this.#changed?.[at]) return;
      if (texts && !wanted.every((word) => texts[at]!.includes(word))) return;
      keep.push(at);
    });
    const by = this.#ranks(query.sort);
    const sign = query.descending ? -1 : 1;
    // what is equal stays in the order of the report
    this.#order = Uint32Array.from(keep).sort((a, b) => sign * (by[a]! - by[b]!) || a - b);
    this.#places = null;
    return this.#order.length;
  }

  rows(from: number, to: number, lang: Lang): Row[] {
    return this.rowsOf(Array.from(this.#order.subarray(from, to), (at) => this.#findings[at]!), lang, this.#order.subarray(from, to));
  }

  /** Rows of findings of this report, or of copies of them. */
  rowsOf(findings: readonly Finding[], lang: Lang, at?: ArrayLike<number>): Row[] {
    return findings.map((finding, place) => {
      const [who, about] = subjectOf(finding);
      return {
        at: at?.[place] ?? this.find(finding),
        rule: finding.rule,
        clause: finding.clause,
        verdict: finding.verdict,
        force: finding.force,
        who,
        about,
        due: finding.due_on,
        settled: finding.settled_on,
        margin: finding.margin_days,
        contested: finding.contested,
        sentence: finding.message?.[lang] ?? '',
      };
    });
  }

  #index: Map<string, number> | null = null;

  /** Place of the finding with the same rule and subject; -1 if there is none. */
  find(finding: Finding): number {
    this.#index ??= new Map(this.#findings.map((one, at) => [keyOf(one), at]));
    return this.#index.get(keyOf(finding)) ?? -1;
  }

  #mentors: Map<string, number> | null = null;

  /** The finding that tells most of a mentor: the worst about months without guidance, else the first of all. */
  of(mentor: string): number {
    if (!this.#mentors) {
      const best = new Map<string, [weight: number, at: number]>();
      this.#findings.forEach((finding, at) => {
        if (!('mentor' in finding.subject)) return;
        const weight = (finding.rule === 'mentor_inactivity' ? 0 : 10) + URGENCY[finding.verdict];
        const known = best.get(finding.subject.mentor);
        if (!known || weight < known[0]) best.set(finding.subject.mentor, [weight, at]);
      });
      this.#mentors = new Map([...best].map(([name, [, at]]) => [name, at]));
    }
    return this.#mentors.get(mentor) ?? -1;
  }

  /** What became of the verdicts of an earlier report. */
  changesFrom(before: Table): Changes {
    const old = new Map<string, Finding>();
    before.#subjects().forEach((key, at) => old.set(key, before.#findings[at]!));
    const changed = new Uint8Array(this.#findings.length);
    const counts = new Map<string, Transition>();
    const count = (from: Verdict | null, to: Verdict | null) => {
      const key = `${from} ${to}`;
      const one = counts.get(key) ?? { from, to, count: 0 };
      one.count += 1;
      counts.set(key, one);
    };
    this.#subjects().forEach((key, at) => {
      const now = this.#findings[at]!;
      const was = old.get(key);
      old.delete(key);
      if (was?.verdict === now.verdict) return;
      changed[at] = 1;
      count(was?.verdict ?? null, now.verdict);
    });
    for (const gone of old.values()) count(gone.verdict, null);
    this.#changed = changed;
    const transitions = [...counts.values()].sort((a, b) => b.count - a.count);
    return { transitions, count: transitions.reduce((sum, one) => sum + one.count, 0) };
  }

  #subjects(): string[] {
    this.#keys ??= this.#findings.map(keyOf);
    return this.#keys;
  }

  #haystack(): string[] {
    this.#texts ??= this.#findings.map((finding) => Object.values(finding.subject).join(' ').toLowerCase());
    return this.#texts;
  }

  #ranks(sort: Query['sort']): Int32Array {
    const known = this.#sorts.get(sort);
    if (known) return known;
    const made = this.#rank(sort);
    this.#sorts.set(sort, made);
    return made;
  }

  #rank(sort: Query['sort']): Int32Array {
    const all = this.#findings;
    const numbers = (number: (finding: Finding, at: number) => number) => Int32Array.from(all, number);
    switch (sort) {
      case 'rule':
        return Int32Array.from(all.keys());
      case 'verdict':
        return numbers((finding) => URGENCY[finding.verdict]);
      case 'margin':
        return numbers((finding) => finding.margin_days ?? 0x7fff_ffff);
      case 'who':
        return ranks(all.map((finding) => subjectOf(finding).join('\u0000')));
      case 'due':
        return ranks(all.map((finding) => finding.due_on ?? '9999'));
      case 'urgency': {
        // breaches with the latest last day first, what is pending with the nearest
        const due = ranks(all.map((finding) => finding.due_on ?? '0000'));
        const urgency = (finding: Finding, at: number) => {
          const day = finding.verdict === 'pending' ? due[at]! : 0xff_ffff - due[at]!;
          return URGENCY[finding.verdict] * 0x100_0000 + day;
        };
        return numbers(urgency);
      }
    }
  }
}
