import type { RuleName, Verdict } from 'hongyan';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk, useDeskState, useStarted, useWords } from '../context';
import type { Desk } from '../desk';
import type { Query, Row, SortKey } from '../engine/protocol';
import type { Word } from '../words/catalogue';
import { Told } from './told';
import { Chip, SIGNS, useVerdictWord } from './verdict';
import { moved, Pad, reveal, useFocus, useFresh, useRowHeight, useWindow, WHOLE } from './virtual';

/** Rows are asked for in lots. */
const LOT = 64;
/** Browsers do not draw elements of any height. */
const MOST = 250_000;
const VERDICTS: Verdict[] = ['breach', 'undetermined', 'pending', 'excused', 'compliant', 'not_applicable'];

export function Findings() {
  const { judged } = useDeskState();
  const { t } = useWords();
  if (!judged) return null;
  return (
    <section class="section" aria-labelledby="findings-title" id="findings" data-testid="findings">
      <h2 id="findings-title">{t('findings')}</h2>
      <Filter />
      <List />
    </section>
  );
}

function Filter() {
  const desk = useDesk();
  const { judged, started, query, count } = useDeskState();
  const { t, n, of } = useWords();
  const word = useVerdictWord();
  const [text, setText] = useState(query.text);
  const timer = useRef(0);
  useEffect(() => setText(query.text), [query.text]);
  if (!judged || !started) return null;
  const rules = Object.keys(judged.summary) as RuleName[];
  const has = (verdict: Verdict) => Object.values(judged.summary).reduce((sum, counts) => sum + counts[verdict], 0);
  const filtered = query.verdicts.length + query.rules.length > 0 || query.contested || query.changed || query.text !== '';
  const toggle = (verdict: Verdict) =>
    void desk.setQuery({ verdicts: query.verdicts.includes(verdict) ? query.verdicts.filter((one) => one !== verdict) : [...query.verdicts, verdict] });
  return (
    <div class="filter" role="search" aria-label={t('findings')}>
      <input
        type="search"
        class="search"
        data-testid="search"
        placeholder={t('search')}
        aria-label={t('search')}
        value={text}
        onInput={({ currentTarget: { value } }) => {
          setText(value);
          clearTimeout(timer.current);
          timer.current = window.setTimeout(() => void desk.setQuery({ text: value }), 150);
        }}
      />
      <select
        aria-label={t('duty')}
        value={query.rules[0] ?? ''}
        onChange={({ currentTarget: { value } }) => void desk.setQuery({ rules: value === '' ? [] : [value as RuleName] })}
      >
        <option value="">{t('allRules')}</option>
        {rules.map((rule) => <option value={rule}>{of(started.words.rules[rule])}</option>)}
      </select>
      <select
        class="sort-select"
        aria-label={t('sortBy')}
        value={query.sort}
        onChange={({ currentTarget: { value } }) => void desk.setQuery({ sort: value as SortKey, descending: false })}
      >
        {SORTS.map(([key, name]) => <option value={key}>{t('pair', { a: t('sortBy'), b: t(name) })}</option>)}
      </select>
      <div class="toggles" role="group" aria-label={t('verdict')}>
        {VERDICTS.map((verdict) => (
          <button type="button" key={verdict} class={`toggle ${verdict}`} aria-pressed={query.verdicts.includes(verdict)} onClick={() => toggle(verdict)}>
            <span class="sign" aria-hidden="true">{SIGNS[verdict]}</span>{word(verdict)} <span class="num">{n(has(verdict))}</span>
          </button>
        ))}
        <button type="button" class="toggle contested" aria-pressed={query.contested} onClick={() => void desk.setQuery({ contested: !query.contested })}>
          <span class="sign" aria-hidden="true">◆</span>{t('onlyContested')}
        </button>
        {(judged.changes?.count ?? 0) > 0 && (
          <button type="button" class="toggle" aria-pressed={query.changed} onClick={() => void desk.setQuery({ changed: !query.changed })}>
            {t('onlyChanged')}
          </button>
        )}
      </div>
      <p class="shown num" role="status">
        {count === judged.total ? t('shown', { n: count }) : t('shownOf', { n: count, all: judged.total })}
        {filtered && (
          <button
            type="button"
            class="plain"
            onClick={() => void desk.setQuery({ verdicts: [], rules: [], contested: false, changed: false, text: '' })}
          >
            {t('clearFilter')}
          </button>
        )}
      </p>
    </div>
  );
}

const SORTS: Array<[SortKey, Word]> = [
  ['urgency', 'sortUrgency'], ['due', 'sortDue'], ['verdict', 'sortVerdict'], ['rule', 'sortRule'], ['who', 'sortWho'], ['margin', 'sortMargin'],
];

/** Rows that have come, and those that are on their way. */
class Lots {
  #rows = new Map<number, Row>();
  #asked = new Set<number>();

  row(place: number): Row | undefined {
    return this.#rows.get(place);
  }

  /** Asks for what is not there; calls back when it has come. */
  want(desk: Desk, from: number, to: number, come: () => void): void {
    for (let lot = Math.floor(from / LOT); lot * LOT < to; lot += 1) {
      if (this.#asked.has(lot)) continue;
      this.#asked.add(lot);
      desk.rows(lot * LOT, (lot + 1) * LOT).then(
        (rows) => {
          rows.forEach((row, place) => this.#rows.set(lot * LOT + place, row));
          come();
        },
        () => this.#asked.delete(lot),
      );
    }
  }
}

function List() {
  const desk = useDesk();
  const { query, count: all, revision, lang, judged, selected } = useDeskState();
  const { t } = useWords();
  const count = Math.min(all, MOST);
  const box = useRef<HTMLDivElement>(null);
  const height = useRowHeight(box, '--row', 52);
  const sight = useWindow(box, count, height);
  const lots = useFresh(revision, () => new Lots());
  const [, redraw] = useState(0);
  const [active, setActive] = useState(0);
  const { onFocusIn, onFocusOut } = useFocus(box, 'place', active, sight);

  useEffect(() => {
    const come = () => redraw((times) => times + 1);
    lots.want(desk, sight.from, sight.to, come);
    // those that are printed are there before they are
    lots.want(desk, 0, Math.min(count, WHOLE), come);
  }, [lots, sight, lang]);
  // another filter or order begins at the top
  useEffect(() => {
    setActive(0);
    if (box.current) box.current.scrollTop = 0;
  }, [query, judged]);

  const go = (place: number) => {
    if (box.current) reveal(box.current, place, height, 40);
    setActive(place);
  };
  const keys = (event: KeyboardEvent) => {
    if (!(event.target as HTMLElement).dataset.place) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / height) - 1);
    const place = moved(event, active, count, page);
    if (place !== null) {
      event.preventDefault();
      go(place);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      void desk.selectPlace(active);
    }
  };
  const draw = (place: number) => (
    <Line
      key={place}
      place={place}
      row={lots.row(place)}
      active={place === active}
      open={selected !== null && lots.row(place)?.at === selected}
      choose={() => {
        setActive(place);
        void desk.selectPlace(place);
      }}
    />
  );
  const places = Array.from({ length: Math.max(0, Math.min(sight.to, count) - sight.from) }, (_, step) => sight.from + step);
  // the row with the focus stays, so that the focus does
  const above = active < sight.from && active < count;
  const below = active >= sight.to && active < count;
  return (
    <>
      <p class="note help" id="findings-help">{t('tableHelp')}</p>
      <div
        class="grid"
        role="grid"
        aria-rowcount={count + 1}
        aria-labelledby="findings-title"
        aria-describedby="findings-help"
        ref={box}
        onKeyDown={keys}
        onFocusIn={onFocusIn}
        onFocusOut={onFocusOut}
      >
        <Heads query={query} />
        <div role="rowgroup">
          {above && draw(active)}
          <Pad rows={sight.from - (above ? 1 : 0)} height={height} />
          {places.map(draw)}
          <Pad rows={count - sight.to - (below ? 1 : 0)} height={height} />
          {below && draw(active)}
        </div>
      </div>
      {count === 0 && <p class="none">{t('noneShown')}</p>}
      {all > MOST && <p class="note">{t('tooMany', { n: MOST })}</p>}
      {all > places.length && <p class="note only-print">{t('printed', { n: places.length })}</p>}
    </>
  );
}

const COLUMNS: Array<[Word, SortKey, string]> = [
  ['verdict', 'verdict', 'c-verdict'],
  ['colWho', 'who', 'c-who'],
  ['colRule', 'rule', 'c-rule'],
  ['colWhat', 'urgency', 'c-what'],
  ['colDue', 'due', 'c-due'],
  ['colMargin', 'margin', 'c-margin'],
];

function Heads({ query }: { query: Query }) {
  const desk = useDesk();
  const { t } = useWords();
  const sort = (key: SortKey) => void desk.setQuery({ sort: key, descending: query.sort === key && !query.descending });
  return (
    <div role="rowgroup" class="heads">
      <div role="row" aria-rowindex={1} class="line head">
        {COLUMNS.map(([word, key, kind]) => {
          const now = query.sort === key;
          if (key === 'urgency') return <div role="columnheader" class={kind}>{t(word)}</div>;
          return (
            <div role="columnheader" class={kind} aria-sort={now ? (query.descending ? 'descending' : 'ascending') : 'none'}>
              <button type="button" class="sort" onClick={() => sort(key)}>
                {t(word)}
                <span aria-hidden="true" class="arrow">{now ? (query.descending ? '↓' : '↑') : '↕'}</span>
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** How many days, in words. */
export function useMargin(): (row: Pick<Row, 'margin' | 'settled' | 'verdict'>) => string {
  const { t } = useWords();
  return ({ margin, settled, verdict }) => {
    if (margin === null) return '';
    if (margin === 0) return settled ? t('onTheDay') : t('lastDay');
    const days = Math.abs(margin);
    if (margin < 0) return t(days === 1 ? 'dayLate' : 'daysLate', { n: days });
    if (settled === null && verdict === 'pending') return t(days === 1 ? 'dayLeft' : 'daysLeft', { n: days });
    return t(days === 1 ? 'dayEarly' : 'daysEarly', { n: days });
  };
}

function Line({ place, row, active, open, choose }: { place: number; row: Row | undefined; active: boolean; open: boolean; choose: () => void }) {
  const started = useStarted();
  const { t, of } = useWords();
  const margin = useMargin();
  return (
    <div
      role="row"
      class={open ? 'line open' : 'line'}
      aria-rowindex={place + 2}
      aria-busy={!row}
      tabIndex={active ? 0 : -1}
      data-place={place}
      onClick={choose}
    >
      <div role="gridcell" class="c-verdict">
        {row && <Chip verdict={row.verdict} />}
        {row?.contested && <span class="diamond" title={t('contestedNote')}><span aria-hidden="true">◆</span><span class="unseen">{t('contested')}</span></span>}
      </div>
      <div role="gridcell" class="c-who">{row ? <><strong>{row.who}</strong><span class="about">{row.about}</span></> : t('loadingRow')}</div>
      <div role="gridcell" class="c-rule">{row && started && <>{of(started.words.rules[row.rule])} <span class="clause">{row.clause}</span></>}</div>
      <div role="gridcell" class="c-what"><span>{row && <Told text={row.sentence} />}</span></div>
      <div role="gridcell" class="c-due num">{row?.due}</div>
      <div role="gridcell" class={row && (row.margin ?? 0) < 0 ? 'c-margin num late' : 'c-margin num'}>{row && margin(row)}</div>
    </div>
  );
}
