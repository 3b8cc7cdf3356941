// Compiled, never run: the types where there is no type of a browser, and options that may be undefined.
import { check, evaluate, init, nextWorkday, offices } from 'hongyan';
import type { CheckOptions, Facts, Lang, Policy, WasmSource } from 'hongyan';
import * as documents from 'hongyan/documents';
import { evaluate as alone, init as initAlone } from 'hongyan/evaluate';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>) => {};

same<WasmSource, string | ArrayBuffer | ArrayBufferView>(true);
await init(new Uint8Array());
await initAlone('/evaluate.wasm');
await documents.init(Promise.resolve(new ArrayBuffer(0)));
// @ts-expect-error no source
await init(5);

/** Of a program that does not know which of its settings are there. */
export function ask(facts: Facts, settings: { policy: Policy | undefined; lang: Lang | undefined; end: string | undefined; year: number | undefined }) {
  const { policy, lang, end, year } = settings;
  evaluate(facts, { asOf: '2024-12-31', policy, lang, messages: undefined, keep: undefined });
  alone({ engagements: [{ project: 'p', worker: 'w', start: '2024-01-01', end }] }, { asOf: '2024-12-31', rules: undefined });
  offices(facts, { asOf: '2024-12-31', policy: { profile: undefined, supervision: undefined, mentor: { term: undefined, effective_to: undefined } } });
  nextWorkday('2024-12-31', { policy, lang });
  const options: CheckOptions = { asOf: '2024-12-31', trustKeys: undefined };
  const { findings } = check({ guidance: { mentor: ['m'], guided_on: Int32Array.of(1), student: undefined }, mentors: undefined }, options);
  same<(typeof findings.rule)[1], (typeof findings.rule)[number]>(true);
  const read = documents.read(new Uint8Array(), { name: 'a.xlsx', defaultYear: year, mapping: { sheets: undefined }, limits: undefined });
  const first = read.sources[0];
  same<typeof first, documents.RowSources[number] | undefined>(true);
  same<typeof read.mapping.headings, { [heading: string]: string }>(true);
  const report = evaluate(read.facts, { asOf: '2024-12-31' });
  const [warning] = documents.warnings(report, { sources: read.sources, lang });
  documents.render(report, 'html', { lang, facts: undefined, sources: read.sources, beside: undefined, bom: undefined });
  return warning?.source?.row;
}
