import type { Verdict } from 'hongyan';
import { useStarted, useWords } from '../context';

/** Every verdict has a sign of its own, so that none is told by colour alone. */
export const SIGNS: Record<Verdict, string> = {
  compliant: '✓', breach: '✕', pending: '○', excused: '–', not_applicable: '·', undetermined: '?',
};

export function useVerdictWord(): (verdict: Verdict) => string {
  const started = useStarted();
  const { of } = useWords();
  return (verdict) => (started ? of(started.words.verdicts[verdict]) : verdict);
}

export function Chip({ verdict }: { verdict: Verdict }) {
  const word = useVerdictWord();
  return (
    <span class={`chip ${verdict}`}>
      <span class="sign" aria-hidden="true">{SIGNS[verdict]}</span>
      {word(verdict)}
    </span>
  );
}
