import { useDesk, useDeskState, useWords } from '../context';
import type { Row } from '../engine/protocol';

/** What is next, in three groups by how near it is. */
export function Deadlines() {
  const desk = useDesk();
  const { judged, started } = useDeskState();
  const { t, of } = useWords();
  if (!judged || !started) return null;
  const { groups, total } = judged.deadlines;
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
        {groups.map(({ near, rows, left, total: here }) => (
          <div key={near}>
            <h3>{t(near)}</h3>
            <ul class="due">
              {rows.map((row, place) => <Due row={row} left={left[place] ?? 0} rule={of(started.words.rules[row.rule])} key={row.at} />)}
            </ul>
            {here > rows.length && <p class="note more">{t('moreHere', { n: here - rows.length })}</p>}
          </div>
        ))}
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
