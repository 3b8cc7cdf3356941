import type { KeyDescription, PolicyKey } from 'hongyan';
import { useId } from 'preact/hooks';
import { useDesk, useDeskState, useWords } from '../context';
import { baseOf, isDefault } from '../policy';
import { pathOf } from '../files';
import { Choose } from './choose';
import { Day } from './day';
import { Share } from './share';
import { Typed } from './typed';

/** The day, the records and the policy: everything that decides the result, beside the result. */
export function Conditions() {
  const desk = useDesk();
  const { source, understood } = useDeskState();
  const { t, n, of } = useWords();
  const { started, given, keys } = useDeskState();
  const changed = keys.filter((one) => one.value !== one.default).length;
  const names = source?.sample ? t('sampleName') : source?.files.map(pathOf).slice(0, 3).join(t('comma'));
  const readings = keys.filter((one) => one.basis === 'reading');
  const numbers = keys.filter((one) => one.basis !== 'reading');
  const editions = new Set(keys.map((one) => one.edition)).size;
  return (
    <aside class="conditions" aria-labelledby="conditions-title">
      <h2 id="conditions-title" class="unseen">{t('conditions')}</h2>
      <section class="block">
        <Day id="day" />
      </section>
      <section class="block" aria-labelledby="records-title">
        <h3 id="records-title">{t('records')}</h3>
        <p class="names">
          {names}
          {source && !source.sample && source.files.length > 3 && <span class="note"> {t('filesMore', { n: source.files.length })}</span>}
        </p>
        {started && understood && understood.rows.length > 0 && (
          <ul class="tables">
            {understood.rows.map(({ table, count }) => (
              <li><span>{of(started.words.tables[table].name)}</span> <span class="num">{t('rowsOf', { n: count })}</span></li>
            ))}
          </ul>
        )}
        <div class="buttons small">
          <Choose testid="file-input" multiple label={t('otherFiles')} name={t('otherFiles')} onFiles={(files) => void desk.openFiles(files, false)} />
          <Choose kind="plain" folder multiple label={t('chooseFolder')} name={t('chooseFolder')} onFiles={(files) => void desk.openFiles(files, true)} />
        </div>
      </section>
      <section class="block" aria-labelledby="policy-title">
        <div class="block-head">
          <h3 id="policy-title">{t('policy')}</h3>
          {changed > 0 && <span class="tag">{t('changedKeys', { n: changed })}</span>}
        </div>
        {given.editions === undefined ? <Profile /> : <p class="note">{t('editionsNote', { n: editions })}</p>}
        <Note />
        <div class="buttons small">
          <Share />
          <Choose kind="plain" accept=".json,.toml" label={t('importPolicy')} name={t('importPolicy')} onFiles={([file]) => file && void desk.usePolicyFile(file)} />
          {!isDefault(given) && <button type="button" class="plain" onClick={() => void desk.setPolicy({})}>{t('reset')}</button>}
        </div>
      </section>
      <details class="block" open={!matchMedia('(max-width: 64rem)').matches}>
        <summary><h3>{t('readings')}</h3> <span class="note num">{n(readings.length)}</span></summary>
        <p class="note">{t('readingsNote')}</p>
        {readings.map((one) => <Reading one={one} fixed={given.editions !== undefined} key={`${one.edition} ${one.key}`} />)}
      </details>
      <details class="block">
        <summary><h3>{t('numbers')}</h3> <span class="note num">{n(numbers.length)}</span></summary>
        <p class="note">{t('numbersNote')}</p>
        {numbers.map((one) => <Value one={one} fixed={given.editions !== undefined} key={`${one.edition} ${one.key}`} />)}
      </details>
    </aside>
  );
}

function Note() {
  const { policyNote } = useDeskState();
  const { t } = useWords();
  return policyNote === 'used' ? <p class="note" role="status">{t('linkUsed')}</p> : null;
}

function Profile() {
  const desk = useDesk();
  const { given } = useDeskState();
  const { t } = useWords();
  const id = useId();
  return (
    <div class="field">
      <label for={id} class="unseen">{t('profile')}</label>
      <select id={id} value={baseOf(given)} onChange={({ currentTarget: { value } }) => void desk.setProfile(value as 'plain' | 'civil_code')}>
        <option value="plain">{t('profilePlain')}</option>
        <option value="civil_code">{t('profileCivil')}</option>
      </select>
    </div>
  );
}

/** One reading: what is open, why, and what can be chosen. */
function Reading({ one, fixed }: { one: KeyDescription; fixed: boolean }) {
  const desk = useDesk();
  const { judged } = useDeskState();
  const { t, of } = useWords();
  const name = useId();
  return (
    <fieldset class="reading" aria-describedby={`${name}-why`}>
      <legend>
        {one.edition !== null && <span class="tag">{t('edition', { n: one.edition + 1 })}</span>} {of(one.meaning)}
        <span class="clause">{one.clause}</span>
      </legend>
      {one.why && <p class="note" id={`${name}-why`}>{of(one.why)}</p>}
      {one.choices.map(({ value, meaning }) => {
        const chosen = value === one.value;
        const flips = chosen || fixed ? 0 : (judged?.flips[`${one.key}=${value}`] ?? 0);
        return (
          <label class="choice">
            <input type="radio" name={name} checked={chosen} disabled={fixed} onChange={() => void desk.setKey(one.key, value)} />
            <span>
              {of(meaning)}
              {value === one.default && <span class="note">{` ${t('isDefault')}`}</span>}
              {flips > 0 && <span class="flips">{t('wouldFlip', { n: flips })}</span>}
            </span>
          </label>
        );
      })}
      {one.settled && <p class="note">{t('settledBy', { citation: one.settled })}</p>}
    </fieldset>
  );
}

/** A number, a date or a list of forms. */
function Value({ one, fixed }: { one: KeyDescription; fixed: boolean }) {
  const { t, of } = useWords();
  const id = useId();
  return (
    <div class="field value">
      <span class="value-name" id={id}>
        {of(one.meaning)} <span class="clause">{one.clause}</span>
        <span class="note"> {t(one.basis === 'text' ? 'basisText' : 'basisAssumed')}</span>
      </span>
      <Entry one={one} id={id} fixed={fixed} />
    </div>
  );
}

function Entry({ one, id, fixed }: { one: KeyDescription; id: string; fixed: boolean }) {
  const desk = useDesk();
  const { started } = useDeskState();
  const { of } = useWords();
  const give = (key: PolicyKey, value: unknown) => void desk.setKey(key, value);
  const range = /^(\d+)\.\.(\d+)$/.exec(one.admissible);
  if (range) {
    const [, min = '', max = ''] = range;
    return <Typed label={id} kind="number" value={one.value} min={min} max={max} disabled={fixed} onValue={(text) => give(one.key, Number(text))} />;
  }
  if (one.admissible.startsWith('YYYY-MM-DD')) {
    const value = one.value === 'null' ? '' : one.value;
    return (
      <Typed
        label={id} kind="date" value={value} min="1900-01-01" max="2200-12-31" disabled={fixed} open={one.admissible.endsWith('null')}
        onValue={(text) => give(one.key, text === '' ? null : text)}
      />
    );
  }
  const chosen = one.value.slice(1, -1).split(', ').filter(Boolean);
  const all = one.admissible.slice(1, -1).split(', ');
  return (
    <div role="group" aria-labelledby={id} class="checks">
      {all.map((form) => (
        <label class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(form)}
            // a list without a form is no answer
            disabled={fixed || (chosen.length === 1 && chosen[0] === form)}
            onChange={({ currentTarget: { checked } }) => give(one.key, all.filter((other) => (other === form ? checked : chosen.includes(other))))}
          />
          <span>{started?.words.values.form?.[form] ? of(started.words.values.form[form]) : form}</span>
        </label>
      ))}
    </div>
  );
}
