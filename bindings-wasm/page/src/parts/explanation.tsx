import type { Explanation as Explained, Finding } from 'hongyan';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk, useDeskState, useWords } from '../context';
import type { Explained as Answer } from '../engine/protocol';
import { useMargin } from './findings';
import { Told } from './told';
import { Chip } from './verdict';

/** Why a finding is what it is: a panel at the side, over the page. */
export function Explanation() {
  const desk = useDesk();
  const { selected, lang, judged, count } = useDeskState();
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);

  useEffect(() => {
    if (selected === null) {
      setAnswer(null);
      return;
    }
    let wanted = true;
    desk.explanation(selected).then((come) => wanted && setAnswer(come), (error: unknown) => {
      if (!wanted) return;
      desk.select(null);
      desk.report(error);
    });
    return () => {
      wanted = false;
    };
  }, [selected, lang, judged]);

  const shown = answer !== null && selected !== null;
  useEffect(() => {
    const element = dialog.current;
    if (shown && !element?.open) element?.showModal();
    if (!shown && element?.open) element.close();
  }, [shown]);

  return (
    <dialog
      ref={dialog}
      class="why"
      aria-labelledby="why-title"
      data-testid="explanation"
      onClose={() => desk.select(null)}
      // what lies beside the panel closes it
      onClick={(event) => event.target === dialog.current && desk.select(null)}
    >
      {answer && (
        <div class="why-inner">
          <div class="why-bar">
            <h2 id="why-title">{t('why')}</h2>
            <button type="button" class="plain" disabled={answer.place <= 0} onClick={() => void desk.selectPlace(answer.place - 1)}>{t('previous')}</button>
            <button type="button" class="plain" disabled={answer.place < 0 || answer.place + 1 >= count} onClick={() => void desk.selectPlace(answer.place + 1)}>{t('next')}</button>
            <button type="button" onClick={() => desk.select(null)}>{t('close')}</button>
          </div>
          <Content answer={answer} key={answer.row.at} />
        </div>
      )}
    </dialog>
  );
}

function Content({ answer: { row, finding, explanation, rows } }: { answer: Answer }) {
  const { started } = useDeskState();
  const { t, of, lang } = useWords();
  const margin = useMargin();
  if (!started) return null;
  const clauses = started.clauses.filter((clause) => clause.article === finding.clause && 'rules' in clause.coverage);
  const [first, last] = finding.due_range ?? [];
  const facts: Array<[string, string | null]> = [
    [t('due'), finding.due_on && [finding.due_on, margin(row)].filter(Boolean).join('　')],
    [t('settledOn'), finding.settled_on],
    [t('dueRange'), first && last && first !== last ? t('rangeTo', { from: first, to: last }) : null],
    [t('holdsUntil'), finding.holds_until],
    [t('force'), of(started.words.forces[finding.force])],
  ];
  return (
    <>
      <p class="why-rule">{of(started.words.rules[finding.rule])} <span class="clause">{finding.clause}</span></p>
      <p class="why-sentence"><Chip verdict={finding.verdict} /> <Told text={row.sentence} /></p>
      {finding.contested && <p class="why-contested"><span class="diamond" aria-hidden="true">◆</span> {t('pair', { a: t('contested'), b: t('contestedNote') })}</p>}
      <dl class="why-facts">
        {facts.map(([name, value]) => value && <div><dt>{name}</dt><dd class="num">{value}</dd></div>)}
      </dl>
      {explanation?.remedy && (
        <section>
          <h3>{t('remedy')}</h3>
          <p><Told text={explanation.remedy.text[lang]} /></p>
        </section>
      )}
      {clauses.length > 0 && (
        <section>
          <h3>{t('clauseText')}</h3>
          {clauses.map((clause) => <p class="quote"><span class="clause">{clause.id}</span> {of(clause.text)}</p>)}
        </section>
      )}
      {explanation && explanation.steps.length > 0 && (
        <section>
          <h3>{t('steps')}</h3>
          <ol class="why-steps">{explanation.steps.map((step) => <li><span><Told text={step.text[lang]} /></span></li>)}</ol>
        </section>
      )}
      {explanation && <Seen explanation={explanation} rows={rows} />}
      {explanation && explanation.readings.length > 1 && <Readings explanation={explanation} finding={finding} />}
    </>
  );
}

/** The records that were looked at, with what they say. */
function Seen({ explanation, rows }: { explanation: Explained; rows: Answer['rows'] }) {
  const { started } = useDeskState();
  const { t, of, lang } = useWords();
  if (!started) return null;
  if (explanation.facts.length === 0) return <section><h3>{t('rowsSeen')}</h3><p class="note">{t('rowsNone')}</p></section>;
  return (
    <section>
      <h3>{t('rowsSeen')}</h3>
      <ul class="seen">
        {explanation.facts.map((fact, place) => {
          const table = started.words.tables[fact.table];
          const cells = Object.entries(rows[place] ?? {}).filter(([, value]) => value !== null && value !== undefined);
          return (
            <li class={fact.counted ? 'counted' : 'not-counted'}>
              <p>
                <span class="tag">{t(fact.counted ? 'counted' : 'notCounted')}</span>{' '}
                {of(table.name)}{lang === 'zh' ? '：' : ': '}<Told text={fact.why[lang]} />
              </p>
              <dl class="cells">
                {cells.map(([column, value]) => (
                  <div>
                    <dt>{table.columns[column] ? of(table.columns[column]) : column}</dt>
                    <dd>{valueWord(started.words.values[column]?.[String(value)]?.[lang], value)}</dd>
                  </div>
                ))}
              </dl>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const valueWord = (word: string | undefined, value: unknown): string => word ?? (value === true ? '✓' : value === false ? '✕' : String(value));

/** The result under every combination of readings. */
function Readings({ explanation, finding }: { explanation: Explained; finding: Finding }) {
  const { keys } = useDeskState();
  const { t, of } = useWords();
  const words = (key: string, value: string) => {
    const choice = keys.find((one) => one.key === key)?.choices.find((one) => one.value === value);
    return choice ? of(choice.meaning) : `${key} = ${value}`;
  };
  return (
    <section>
      <h3>{t('otherReadings')}</h3>
      <table class="readings">
        <tbody>
          {explanation.readings.map((reading, place) => (
            <tr class={reading.verdict !== finding.verdict ? 'differs' : ''}>
              <td>
                {place === 0 && <span class="tag">{t('thisPolicy')}</span>}
                <ul>{Object.entries(reading.settings).map(([key, value]) => <li>{words(key, String(value))}</li>)}</ul>
              </td>
              <td>{reading.verdict ? <Chip verdict={reading.verdict} /> : t('notJudged')}</td>
              <td class="num">{reading.due_on}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

