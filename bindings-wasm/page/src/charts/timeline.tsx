import { useMemo, useRef, useState } from 'preact/hooks';
import { useDesk, useWords } from '../context';
import type { MentorLine } from '../engine/protocol';
import { Pad, reveal, useFocus, useRowHeight, useWindow } from '../parts/virtual';
import type { Word } from '../words/catalogue';

const DAY = 86_400_000;
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
const dayOf = (year: number): number => Date.UTC(year, 0, 1) / DAY;
const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear();

interface Event {
  what: Word;
  from: number;
  to: number;
}

/** What there is to go through on a line, by day. */
function events(line: MentorLine): Event[] {
  const day = (what: Word) => (from: number): Event => ({ what, from, to: from });
  const span = (what: Word) => ([from, to]: [number, number]): Event => ({ what, from, to });
  return [
    ...line.terms.map(span('term')),
    ...line.guidance.map(day('guidance')),
    ...line.missed.map(span('missed')),
    ...line.violations.map(day('violation')),
    ...line.revocations.map(day('revoked')),
  ].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Mentors by days. */
export function Timeline({ lines, day }: { lines: MentorLine[]; day: number }) {
  const desk = useDesk();
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const height = useRowHeight(box, '--height', 32);
  const sight = useWindow(box, lines.length, height);
  const [active, setActive] = useState(0);
  const { onFocusIn, onFocusOut } = useFocus(box, 'line', active, sight);
  const [event, setEvent] = useState<number | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const [from, to] = useMemo(() => {
    const starts = lines.flatMap((line) => [...line.terms.map(([first]) => first), ...line.guidance.slice(0, 1)]);
    const ends = lines.flatMap((line) => line.terms.map(([, last]) => last));
    // certificates of long ago do not press the present into a corner
    const first = Math.max(starts.reduce((a, b) => Math.min(a, b), day - 30), dayOf(yearOf(day) - 8));
    return [first, Math.max(day + 31, Math.min(ends.reduce((a, b) => Math.max(a, b), day), day + 366))];
  }, [lines, day]);
  if (lines.length === 0) return <figure class="chart"><figcaption><h3>{t('timeline')}</h3></figcaption><p class="none">{t('timelineNone')}</p></figure>;

  const x = (at: number) => (100 * (Math.min(to, Math.max(from, at)) - from)) / (to - from);
  const percent = (at: number) => `${x(at).toFixed(3)}%`;
  const width = (first: number, last: number) => `${Math.max(0.25, x(last) - x(first)).toFixed(3)}%`;
  const when = (one: Event) => (one.from === one.to ? dateOf(one.from) : t('rangeTo', { from: dateOf(one.from), to: dateOf(one.to) }));
  const tell = (line: MentorLine, one: Event) => t('event', { mentor: line.mentor, what: t(one.what), when: when(one) });
  const told = (line: MentorLine) =>
    t('timelineLine', { mentor: line.mentor, terms: line.terms.length, guidance: line.guidance.length, missed: line.missed.length });
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, step) => yearOf(from) + step).filter((year) => dayOf(year) >= from);

  const go = (place: number) => {
    const next = Math.min(lines.length - 1, Math.max(0, place));
    if (box.current) reveal(box.current, next, height, height);
    setActive(next);
    setEvent(null);
  };
  const keys = (pressed: KeyboardEvent) => {
    const all = events(lines[active]!);
    const steps: Record<string, () => void> = {
      ArrowDown: () => go(active + 1),
      ArrowUp: () => go(active - 1),
      PageDown: () => go(active + 10),
      PageUp: () => go(active - 10),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      ArrowRight: () => setEvent(event === null ? 0 : Math.min(all.length - 1, event + 1)),
      ArrowLeft: () => setEvent(event === null ? all.length - 1 : Math.max(0, event - 1)),
      Enter: () => desk.select(lines[active]!.at),
      ' ': () => desk.select(lines[active]!.at),
    };
    const step = steps[pressed.key];
    if (!step) return;
    pressed.preventDefault();
    step();
  };
  /** The event under the pointer, or the nearest. */
  const point = (line: MentorLine, moved: MouseEvent) => {
    const drawing = (moved.currentTarget as HTMLElement).querySelector('svg')?.getBoundingClientRect();
    if (!drawing) return;
    const at = from + ((moved.clientX - drawing.left) / drawing.width) * (to - from);
    const near = ((to - from) * 6) / Math.max(1, drawing.width);
    const under = events(line).filter((one) => one.from - near <= at && at <= one.to + near).sort((a, b) => a.to - a.from - (b.to - b.from));
    setPointed(under[0] ? tell(line, under[0]) : told(line));
  };
  const chosen = event === null ? undefined : events(lines[active]!)[event];
  const draw = (place: number) => {
    const line = lines[place]!;
    return (
      <div role="listitem" class="time-row" key={place} aria-posinset={place + 1} aria-setsize={lines.length}>
        <button
          type="button"
          class="time-button"
          data-line={place}
          tabIndex={place === active ? 0 : -1}
          aria-label={told(line)}
          onFocus={() => setActive(place)}
          onClick={() => desk.select(line.at)}
          onMouseMove={(moved) => point(line, moved)}
        >
          <span class="time-name">{line.mentor}</span>
          <svg class="time" width="100%" height="100%" aria-hidden="true">
            {years.map((year) => <line class="grid-line" x1={percent(dayOf(year))} x2={percent(dayOf(year))} y1="0" y2="100%" />)}
            {line.terms.map(([first, last]) => <rect class="term" x={percent(first)} width={width(first, last)} y="25%" height="50%" rx="2" />)}
            {line.missed.map(([first, last]) => <rect class="missed" x={percent(first)} width={width(first, last)} y="25%" height="50%" />)}
            {line.guidance.map((one) => <line class="tick" x1={percent(one)} x2={percent(one)} y1="15%" y2="85%" />)}
            {line.violations.map((one) => <svg x={percent(one)} y="50%" overflow="visible"><path class="violation" d="m0-8 6 10H-6z" /></svg>)}
            {line.revocations.map((one) => <svg x={percent(one)} y="50%" overflow="visible"><path class="revoked" d="m-5-5 10 10m0-10-10 10" /></svg>)}
            <line class="today" x1={percent(day)} x2={percent(day)} y1="0" y2="100%" />
            {place === active && chosen && <rect class="cursor" x={percent(chosen.from)} width={width(chosen.from, chosen.to)} y="6%" height="88%" />}
          </svg>
        </button>
      </div>
    );
  };
  const rows = Array.from({ length: Math.max(0, Math.min(sight.to, lines.length) - sight.from) }, (_, step) => sight.from + step);
  const kinds: Array<[Word, string]> = [['term', 'term'], ['guidance', 'tick'], ['missed', 'missed'], ['violation', 'violation'], ['revoked', 'revoked']];
  return (
    <figure class="chart" data-testid="timeline">
      <figcaption class="section-head">
        <h3 id="timeline-title">{t('timeline')}</h3>
        <p class="note" id="timeline-note">{t('timelineNote')}</p>
      </figcaption>
      <ul class="legend">
        {kinds.map(([word, kind]) => <li><Sample kind={kind} />{t(word)}</li>)}
        <li><Sample kind="today" />{t('asOf')}</li>
      </ul>
      <div class="time-head" aria-hidden="true">
        <span class="time-name">{t('mentor')}</span>
        <span class="time-years">{years.map((year) => <span style={{ insetInlineStart: percent(dayOf(year)) }}>{year}</span>)}</span>
      </div>
      <div class="time-box" ref={box} onKeyDown={keys} onFocusIn={onFocusIn} onFocusOut={onFocusOut} onMouseLeave={() => setPointed(null)}>
        <div role="list" aria-labelledby="timeline-title" aria-describedby="timeline-note">
          {active < sight.from && draw(active)}
          <Pad rows={sight.from - (active < sight.from ? 1 : 0)} height={height} />
          {rows.map(draw)}
          <Pad rows={lines.length - sight.to - (active >= sight.to ? 1 : 0)} height={height} />
          {active >= sight.to && draw(active)}
        </div>
      </div>
      <p class="readout" role="status">{chosen ? tell(lines[active]!, chosen) : (pointed ?? ' ')}</p>
    </figure>
  );
}

function Sample({ kind }: { kind: string }) {
  return (
    <svg class="time" width="26" height="16" aria-hidden="true">
      {kind === 'term' && <rect class="term" y="3" width="26" height="10" rx="2" />}
      {kind === 'missed' && <rect class="missed" x="0.5" y="3" width="25" height="10" />}
      {kind === 'tick' && <line class="tick" x1="13" x2="13" y1="0" y2="16" />}
      {kind === 'violation' && <path class="violation" d="m13 2 6 10H7z" />}
      {kind === 'revoked' && <path class="revoked" d="m8 3 10 10m0-10L8 13" />}
      {kind === 'today' && <line class="today" x1="13" x2="13" y1="0" y2="16" />}
    </svg>
  );
}
