import { useEffect, useId, useState } from 'preact/hooks';
import { useWords } from '../context';

/** A number or a date that is typed: what is out of range is not used, stays to be mended, and is told beside the field. */
export function Typed(props: {
  label: string;
  kind: 'number' | 'date';
  value: string;
  min: string;
  max: string;
  disabled?: boolean;
  /** Whether it may be empty. */
  open?: boolean;
  class?: string;
  onValue(text: string): void;
}) {
  const { value, min, max, open = false } = props;
  const { t } = useWords();
  const told = useId();
  const [typed, setTyped] = useState(value);
  const [bad, setBad] = useState(false);
  useEffect(() => {
    setTyped(value);
    setBad(false);
  }, [value]);
  return (
    <>
      <input
        type={props.kind}
        class={props.class ?? ''}
        aria-labelledby={props.label}
        aria-invalid={bad}
        {...(bad ? { 'aria-describedby': told } : {})}
        min={min}
        max={max}
        {...(props.kind === 'number' ? { step: 1 } : {})}
        disabled={props.disabled ?? false}
        title={open && value === '' && props.kind === 'date' ? t('openEnd') : ''}
        value={typed}
        onChange={({ currentTarget: { value: text, validity } }) => {
          const fits = validity.valid && (open || text !== '');
          setTyped(text);
          setBad(!fits);
          if (fits && text !== value) props.onValue(text);
        }}
      />
      {bad && <span class="mistake" id={told} role="alert">{t(props.kind === 'number' ? 'outOfRange' : 'dateOutOfRange', { min, max })}</span>}
    </>
  );
}
