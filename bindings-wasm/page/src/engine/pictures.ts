// What the two pictures draw, taken from findings and offices; nothing is judged here.
import { dayNumber, VERDICTS } from 'hongyan';
import type { Finding, Office } from 'hongyan';

import type { Heat, MentorLine } from './protocol';
import type { Table } from './table';

export const CONTESTED = 16;

/** Months between two, both included; `YYYY-MM`. */
function months(first: string, last: string): string[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const from = number(first);
  return Array.from({ length: number(last) - from + 1 }, (_, step) => {
    const month = from + step;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

export function heat(findings: readonly Finding[]): Heat {
  const rows: Heat['rows'] = [];
  const places = new Map<string, number>();
  let [first, last] = ['9999-99', ''];
  for (const finding of findings) {
    if (finding.rule !== 'supervision_frequency') continue;
    const { project, worker, month } = finding.subject;
    if (month < first) first = month;
    if (month > last) last = month;
    const key = `${project}\u0000${worker}`;
    const row = places.get(key);
    if (row === undefined) {
      places.set(key, rows.length);
      rows.push({ project, worker, breaches: 0 });
    }
  }
  const all = last === '' ? [] : months(first, last);
  const columns = new Map(all.map((month, place) => [month, place]));
  const cells = new Uint8Array(rows.length * all.length);
  const at = new Int32Array(cells.length).fill(-1);
  findings.forEach((finding, place) => {
    if (finding.rule !== 'supervision_frequency') return;
    const { project, worker, month } = finding.subject;
    const row = places.get(`${project}\u0000${worker}`) ?? 0;
    const cell = row * all.length + (columns.get(month) ?? 0);
    cells[cell] = 1 + VERDICTS.indexOf(finding.verdict) + (finding.contested ? CONTESTED : 0);
    at[cell] = place;
    if (finding.verdict === 'breach') rows[row]!.breaches += 1;
  });
  return { months: all, rows, cells, at };
}

export function lines(offices: readonly Office[], table: Table): MentorLine[] {
  const day = (text: string): number => dayNumber(text);
  const span = ({ from, to }: { from: string; to: string }): [number, number] => [day(from), day(to)];
  return offices
    .filter((office) => office.terms.length > 0 || office.guidance.length > 0)
    .map((office) => ({
      mentor: office.mentor,
      terms: office.terms.map(span),
      guidance: office.guidance.map(day),
      missed: office.missed.map(span),
      violations: office.violations.map(day),
      revocations: office.revocations.map(day),
      at: table.of(office.mentor),
    }));
}
