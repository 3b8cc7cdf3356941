import { useMemo } from 'preact/hooks';
import { Heat } from '../charts/heat';
import { Timeline } from '../charts/timeline';
import { useDesk, useDeskState, useWords } from '../context';
import type { Transition } from '../engine/protocol';
import { Deadlines } from './deadlines';
import { Downloads } from './downloads';
import { Findings } from './findings';
import { Summary } from './summary';
import { Chip } from './verdict';
import { Warnings } from './warnings';

export function Results() {
  const { judged, started } = useDeskState();
  const { t, lang } = useWords();
  // these are large and do not change with every key that is pressed
  const pictures = useMemo(() => judged && (
    <section class="section" aria-labelledby="pictures-title" id="pictures">
      <h2 id="pictures-title">{t('pictures')}</h2>
      <Heat heat={judged.heat} />
      <Timeline lines={judged.mentors} day={judged.day} />
    </section>
  ), [judged?.heat, judged?.mentors, lang, started]);
  if (!judged) return null;
  return (
    <>
      <div class="result-head">
        <h2 id="result-title" tabIndex={-1}>
          {t('result')} <span class="day num">{t('resultOn', { day: judged.asOf })}</span>
        </h2>
        <Downloads />
      </div>
      <LeftOut />
      <Changed />
      <Summary />
      <Deadlines />
      <Findings />
      {pictures}
      <Warnings />
    </>
  );
}

/** What the numbers below do not count, or count for want of a column. */
function LeftOut() {
  const { understood } = useDeskState();
  const { t } = useWords();
  if (!understood) return null;
  const { faultCount, report } = understood;
  const sessions = report.sheets.filter((sheet) => sheet.tables.includes('sessions') && sheet.rows_read > 0);
  const handed = (field: string | null) => field?.split('.').at(-1) === 'record_submitted_on';
  const unknown = sessions.filter((sheet) => !sheet.columns.some(({ field }) => handed(field)));
  if (faultCount === 0 && unknown.length === 0) return null;
  return (
    <div class="banner" data-testid="left-out">
      {faultCount > 0 && <p>{t('leftOut', { n: faultCount })} <a href="#understood">{t('leftOutWhere')}</a></p>}
      {unknown.length > 0 && (
        <p>{t('noSubmissions', { where: unknown.map((sheet) => sheet.sheet ?? sheet.file).join(t('comma')) })} <a href="#understood">{t('leftOutWhere')}</a></p>
      )}
    </div>
  );
}

/** What the last change of the day or of a reading did. */
function Changed() {
  const desk = useDesk();
  const { judged, query } = useDeskState();
  const { t, n } = useWords();
  const changes = judged?.changes;
  if (!changes) return null;
  if (changes.count === 0) return <p class="changed none" data-testid="changes">{t('unchanged')}</p>;
  const end = (verdict: Transition['from'], word: 'appears' | 'goes') => (verdict ? <Chip verdict={verdict} /> : <span class="chip">{t(word)}</span>);
  const show = () => {
    void desk.setQuery({ changed: true, verdicts: [], rules: [], contested: false, text: '' });
    document.getElementById('findings')?.scrollIntoView();
  };
  return (
    <div class="changed" data-testid="changes">
      <p><strong>{t('changed', { n: changes.count })}</strong></p>
      <ul>
        {changes.transitions.slice(0, 8).map(({ from, to, count }) => (
          <li>{end(from, 'appears')}<span aria-hidden="true"> → </span>{end(to, 'goes')} <span class="num">{n(count)}</span></li>
        ))}
      </ul>
      {!query.changed && <button type="button" class="plain" onClick={show}>{t('showChanged')}</button>}
    </div>
  );
}
