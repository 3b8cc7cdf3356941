import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk, useDeskState, useWords } from '../context';

/** A day that is being typed is not asked about at every digit. */
const PAUSE = 250;

export function Day({ id }: { id: string }) {
  const desk = useDesk();
  const { asOf } = useDeskState();
  const { t } = useWords();
  const [typed, setTyped] = useState(asOf);
  const timer = useRef(0);
  useEffect(() => setTyped(asOf), [asOf]);
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
        min="1900-01-01"
        max="2200-12-31"
        value={typed}
        aria-describedby={`${id}-note`}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          clearTimeout(timer.current);
          timer.current = window.setTimeout(() => settle(value), PAUSE);
        }}
        onBlur={({ currentTarget: { value } }) => settle(value)}
      />
      <p id={`${id}-note`} class="note">{typed === '' ? t('asOfMissing') : t('asOfNote')}</p>
    </div>
  );
}
