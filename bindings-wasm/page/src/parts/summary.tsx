import type { Counts, RuleName, Verdict } from 'hongyan';
import { useDesk, useDeskState, useWords } from '../context';
import type { Started } from '../engine/protocol';
import { SIGNS, useVerdictWord } from './verdict';

const ORDER: Verdict[] = ['breach', 'undetermined', 'pending', 'excused', 'compliant', 'not_applicable'];

/** How many of what, in large and by duty; every number leads to its findings. */
export function Summary() {
  const desk = useDesk();
  const { judged, started } = useDeskState();
  const { t, n, of } = useWords();
  const word = useVerdictWord();
  if (!judged || !started) return null;
  const rules = Object.entries(judged.summary) as Array<[RuleName, Counts]>;
  const sum = (key: keyof Counts) => rules.reduce((total, [, counts]) => total + counts[key], 0);
  const show = (verdicts: Verdict[], only: RuleName[], contested: boolean) => {
    void desk.setQuery({ verdicts, rules: only, contested, changed: false, text: '' });
    document.getElementById('findings')?.scrollIntoView();
  };
  const cell = (count: number, what: string, go: () => void, kind: string) => (
    <td class={count > 0 ? `num ${kind}` : 'num zero'}>
      {count > 0 ? <button type="button" class="count" aria-label={t('showThese', { what, n: count })} onClick={go}>{n(count)}</button> : '0'}
    </td>
  );
  return (
    <section class="section first" aria-labelledby="summary-title" data-testid="summary" id="summary">
      <h2 id="summary-title" class="unseen">{t('summary')}</h2>
      <ul class="figures">
        {ORDER.slice(0, 5).map((verdict) => (
          <li class={`figure ${verdict}`}>
            <button type="button" onClick={() => show([verdict], [], false)}>
              <span class="figure-value">{n(sum(verdict))}</span>
              <span class="figure-label"><span class="sign" aria-hidden="true">{SIGNS[verdict]}</span>{word(verdict)}</span>
            </button>
          </li>
        ))}
        <li class="figure contested">
          <button type="button" onClick={() => show([], [], true)} title={t('contestedNote')}>
            <span class="figure-value">{n(sum('contested'))}</span>
            <span class="figure-label"><span class="sign" aria-hidden="true">◆</span>{t('contested')}</span>
          </button>
        </li>
      </ul>
      <div class="scroll" role="group" tabIndex={0} aria-labelledby="summary-title">
        <table class="by-rule">
          <thead>
            <tr>
              <th scope="col">{t('duty')}</th>
              <th scope="col">{t('clause')}</th>
              {ORDER.map((verdict) => <th scope="col" class="num">{word(verdict)}</th>)}
              <th scope="col" class="num">{t('contested')}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(([rule, counts]) => {
              const title = of(started.words.rules[rule]);
              return (
                <tr key={rule}>
                  <th scope="row">{title}</th>
                  <td class="clause">{articles(started, rule)}</td>
                  {ORDER.map((verdict) => cell(counts[verdict], t('pair', { a: title, b: word(verdict) }), () => show([verdict], [rule], false), verdict))}
                  {cell(counts.contested, t('pair', { a: title, b: t('contested') }), () => show([], [rule], true), 'contested')}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="note">{t('ofFindings', { n: judged.total })}{' '}<Skipped /></p>
    </section>
  );
}

/** The articles that a duty computes, as the register of clauses has them. */
function articles(started: Started, rule: RuleName): string {
  const covered = started.clauses.filter(({ coverage }) => 'rules' in coverage && coverage.rules.includes(rule));
  return [...new Set(covered.map((clause) => clause.article))].join(' ');
}

/** Duties that could not be asked about, and what they lack. */
function Skipped() {
  const { judged, started } = useDeskState();
  const { t, of, lang } = useWords();
  if (!judged || !started || judged.skipped.length === 0) return null;
  const list = t('comma');
  const skipped = judged.skipped.map(({ rule, missing }) =>
    t('skippedOne', { rule: of(started.words.rules[rule]), tables: missing.map((table) => of(started.words.tables[table].name)).join(list) }));
  const inferable = judged.skipped.some(({ rule, missing }) => rule === 'supervision_frequency' && missing.join() === 'engagements');
  return (
    <span class="skipped">
      {t('skippedRules')}{skipped.join(list)}{lang === 'zh' ? '。' : '. '}
      {inferable && t('inferHint')}
    </span>
  );
}
