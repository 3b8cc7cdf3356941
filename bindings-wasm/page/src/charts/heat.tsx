import type { Verdict } from 'hongyan';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useDesk, useWords } from '../context';
import type { Heat as Data } from '../engine/protocol';
import { SIGNS, useVerdictWord } from '../parts/verdict';
import { Pad, reveal, useFocus, useRowHeight, useWindow } from '../parts/virtual';

/** In the order of the engine's list, which the cells hold places of. */
const VERDICTS: Verdict[] = ['compliant', 'breach', 'pending', 'excused', 'not_applicable', 'undetermined'];
const CONTESTED = 16;

const verdictOf = (cell: number): Verdict | undefined => VERDICTS[(cell & (CONTESTED - 1)) - 1];

/** Workers by months. One stop of the Tab key; arrows move inside. */
export function Heat({ heat }: { heat: Data }) {
  const desk = useDesk();
  const { t } = useWords();
  const word = useVerdictWord();
  const [byBreach, setByBreach] = useState(false);
  const order = useMemo(() => {
    const places = Array.from(heat.rows.keys());
    return byBreach ? places.sort((a, b) => heat.rows[b]!.breaches - heat.rows[a]!.breaches || a - b) : places;
  }, [heat, byBreach]);
  const box = useRef<HTMLDivElement>(null);
  const height = useRowHeight(box, '--cell', 26);
  const sight = useWindow(box, order.length, height);
  const width = heat.months.length;
  const [at, setAt] = useState<[row: number, month: number]>([0, Math.max(0, width - 1)]);
  const [pointed, setPointed] = useState<[row: number, month: number] | null>(null);
  const { inside, onFocusIn, onFocusOut } = useFocus(box, 'cell', at.join(' '), sight);
  useEffect(() => setAt([0, Math.max(0, width - 1)]), [heat, byBreach]);
  useEffect(() => {
    if (inside) document.activeElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at]);
  // the newest months are what is looked at
  useEffect(() => {
    if (box.current) box.current.scrollLeft = box.current.scrollWidth;
  }, [heat]);
  if (order.length === 0) return <figure class="chart"><figcaption><h3>{t('heat')}</h3></figcaption><p class="none">{t('heatNone')}</p></figure>;

  const told = ([row, month]: [number, number]): string => {
    const one = heat.rows[order[row] ?? 0];
    const cell = heat.cells[(order[row] ?? 0) * width + month] ?? 0;
    const verdict = verdictOf(cell);
    const holes = { worker: one?.worker ?? '', project: one?.project ?? '', month: heat.months[month] ?? '' };
    if (!verdict) return t('heatEmpty', holes);
    return t('heatCell', { ...holes, verdict: word(verdict) + (cell & CONTESTED ? ` ◆${t('contested')}` : '') });
  };
  const why = ([row, month]: [number, number]) => desk.select(heat.at[(order[row] ?? 0) * width + month] ?? -1);
  const keys = (event: KeyboardEvent) => {
    const [row, month] = at;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / height) - 2);
    const steps: Record<string, [number, number]> = {
      ArrowUp: [row - 1, month],
      ArrowDown: [row + 1, month],
      ArrowLeft: [row, month - 1],
      ArrowRight: [row, month + 1],
      PageUp: [row - page, month],
      PageDown: [row + page, month],
      Home: [row, 0],
      End: [row, width - 1],
    };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const next: [number, number] = [
        Math.min(order.length - 1, Math.max(0, step[0])),
        Math.min(width - 1, Math.max(0, step[1])),
      ];
      if (box.current) reveal(box.current, next[0], height, height * 2);
      setAt(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      why(at);
    }
  };
  const cellAt = (event: Event): [number, number] | null => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')?.dataset.cell?.split(' ').map(Number);
    return cell ? [cell[0]!, cell[1]!] : null;
  };
  const draw = (row: number) => {
    const place = order[row] ?? 0;
    const { worker, project } = heat.rows[place]!;
    return (
      <div role="row" class="heat-row" aria-rowindex={row + 2} key={row}>
        <div role="rowheader" class="heat-name"><strong>{worker}</strong> <span>{project}</span></div>
        {heat.months.map((month, column) => {
          const cell = heat.cells[place * width + column] ?? 0;
          const verdict = verdictOf(cell);
          const here = at[0] === row && at[1] === column;
          return (
            <div
              role="gridcell"
              key={month}
              class={`cell ${verdict ?? 'empty'}${cell & CONTESTED ? ' contested' : ''}`}
              data-cell={`${row} ${column}`}
              tabIndex={here ? 0 : -1}
              aria-label={told([row, column])}
            >
              {verdict && verdict !== 'compliant' ? SIGNS[verdict] : ''}
            </div>
          );
        })}
      </div>
    );
  };
  const rows = Array.from({ length: Math.max(0, Math.min(sight.to, order.length) - sight.from) }, (_, step) => sight.from + step);
  const above = at[0] < sight.from;
  const below = at[0] >= sight.to && at[0] < order.length;
  const years = heat.months.map((month, place) => (place === 0 || month.endsWith('-01') ? month.slice(0, 4) : ''));
  return (
    <figure class="chart" data-testid="heat">
      <figcaption class="section-head">
        <h3 id="heat-title">{t('heat')}</h3>
        <p class="note" id="heat-note">{t('heatNote')}</p>
        <label class="field inline">
          <span>{t('heatOrder')}</span>
          <select value={byBreach ? 'breach' : 'project'} onChange={({ currentTarget: { value } }) => setByBreach(value === 'breach')}>
            <option value="project">{t('heatByProject')}</option>
            <option value="breach">{t('heatByBreach')}</option>
          </select>
        </label>
      </figcaption>
      <ul class="legend">
        {VERDICTS.map((verdict) => (
          <li><span class={`cell ${verdict}`} aria-hidden="true">{verdict === 'compliant' ? '' : SIGNS[verdict]}</span>{word(verdict)}</li>
        ))}
        <li><span class="cell compliant contested" aria-hidden="true" />{t('contested')}</li>
      </ul>
      <div
        class="heat"
        role="grid"
        aria-labelledby="heat-title"
        aria-describedby="heat-note"
        aria-rowcount={order.length + 1}
        aria-colcount={width + 1}
        ref={box}
        onKeyDown={keys}
        onFocusIn={onFocusIn}
        onFocusOut={onFocusOut}
        onMouseOver={(event) => setPointed(cellAt(event))}
        onMouseLeave={() => setPointed(null)}
        onClick={(event) => {
          const cell = cellAt(event);
          if (!cell) return;
          setAt(cell);
          why(cell);
        }}
      >
        <div role="row" class="heat-row heat-head" aria-rowindex={1}>
          <div role="columnheader" class="heat-name">{t('worker')}</div>
          {heat.months.map((month, place) => (
            <div role="columnheader" class={years[place] ? 'month year' : 'month'} aria-label={month}>
              <small>{years[place]}</small>{Number(month.slice(5))}
            </div>
          ))}
        </div>
        {above && draw(at[0])}
        <Pad rows={sight.from - (above ? 1 : 0)} height={height} />
        {rows.map(draw)}
        <Pad rows={order.length - sight.to - (below ? 1 : 0)} height={height} />
        {below && draw(at[0])}
      </div>
      <p class="readout" aria-hidden="true">{pointed ? told(pointed) : inside ? told(at) : t('heatPoint')}</p>
    </figure>
  );
}
