import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk, useDeskState, useWords } from '../context';

/** A day that is being typed is not asked about at every digit. */
const PAUSE = 250;

const [FIRST, LAST] = ['1900-01-01', '2200-12-31'];

export function Day({ id }: { id: string }) {
  const desk = useDesk();
  const { asOf } = useDeskState();
  const { t } = useWords();
  const [typed, setTyped] = useState(asOf);
  const timer = useRef(0);
  useEffect(() => setTyped(asOf), [asOf]);
  const invalid = typed < FIRST || typed > LAST;
  const settle = (value: string) => {
    clearTimeout(timer.current);
    void desk.setDay(value);
  };
  return (
    <div class="field">
      <label for={id}>{t('asOf')}</label>
      <input
        id={id}
        type="date"
        data-testid="as-of"
        min={FIRST}
        max={LAST}
        value={typed}
        aria-describedby={`${id}-note`}
        aria-invalid={invalid}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          clearTimeout(timer.current);
          timer.current = window.setTimeout(() => settle(value), PAUSE);
        }}
        onBlur={({ currentTarget: { value } }) => settle(value)}
      />
      <p id={`${id}-note`} class="note">{typed === '' ? t('asOfMissing') : invalid ? t('dateOutOfRange', { min: FIRST, max: LAST }) : t('asOfNote')}</p>
    </div>
  );
}
