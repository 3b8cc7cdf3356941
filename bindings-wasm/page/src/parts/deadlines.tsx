import { useDesk, useDeskState, useWords } from '../context';
import type { Row } from '../engine/protocol';

/** Of each group; the table has them all. */
const FIRST = 6;

/** What is next, in three groups by how near it is. */
export function Deadlines() {
  const desk = useDesk();
  const { judged, started } = useDeskState();
  const { t, of } = useWords();
  if (!judged || !started) return null;
  const { rows, days, total } = judged.deadlines;
  const groups = [['withinWeek', 0, 7], ['withinMonth', 8, 30], ['later', 31, Infinity]] as const;
  const all = () => {
    void desk.setQuery({ verdicts: ['pending'], rules: [], contested: false, changed: false, text: '', sort: 'due', descending: false });
    document.getElementById('findings')?.scrollIntoView();
  };
  return (
    <section class="section" aria-labelledby="deadlines-title" id="deadlines" data-testid="deadlines">
      <div class="section-head">
        <h2 id="deadlines-title">{t('deadlines')}</h2>
        <p class="note">{total > 0 ? t('deadlinesNote') : t('deadlinesNone')}</p>
        {total > 0 && <button type="button" class="plain" onClick={all}>{t('allDeadlines', { n: total })}</button>}
      </div>
      <div class="due-groups">
        {groups.map(([word, from, to]) => {
          const here = rows.map((row, place) => ({ row, left: (days[place] ?? 0) - judged.day })).filter((one) => one.left >= from && one.left <= to);
          if (here.length === 0) return null;
          return (
            <div key={word}>
              <h3>{t(word)}</h3>
              <ul class="due">
                {here.slice(0, FIRST).map((one) => <Due row={one.row} left={one.left} rule={of(started.words.rules[one.row.rule])} key={one.row.at} />)}
              </ul>
              {here.length > FIRST && <p class="note more">{t('moreHere', { n: here.length - FIRST })}</p>}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function Due({ row, left, rule }: { row: Row; left: number; rule: string }) {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <li>
      <button type="button" class="due-row" onClick={() => desk.select(row.at)}>
        <time class="num" dateTime={row.due ?? ''}>{row.due}</time>
        <span class={left <= 3 ? 'left near num' : 'left num'}>{left === 0 ? t('lastDay') : t(left === 1 ? 'dayLeft' : 'daysLeft', { n: left })}</span>
        <span class="due-what"><strong>{row.who}</strong> {rule}{row.about && <span class="note"> {row.about}</span>}</span>
      </button>
    </li>
  );
}
