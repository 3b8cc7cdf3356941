import { useEffect, useState } from 'preact/hooks';
import { useDesk, useDeskState, useWords } from '../context';
import type { Stage } from '../engine/protocol';
import type { Word } from '../words/catalogue';

const WORDS: Record<Stage['stage'], Word> = {
  engine: 'stageEngine',
  bytes: 'stageBytes',
  reading: 'stageReading',
  judging: 'stageJudging',
  arranging: 'stageArranging',
  writing: 'stageWriting',
};

/** What is short is not worth a flicker. */
const PATIENCE = 150;

export function Work() {
  const desk = useDesk();
  const { work } = useDeskState();
  const { t } = useWords();
  const busy = work !== null;
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!busy) return setLate(false);
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [busy]);
  if (!work || !late) return null;
  const { stage, fraction, file = '' } = work.stage;
  return (
    <div class="work" role="group" aria-label={t(WORDS[stage], { file })}>
      <span class="work-stage" aria-live="polite">{t(WORDS[stage], { file })}</span>
      <progress max={1} value={Math.max(0.04, fraction)} aria-label={t(WORDS[stage], { file })} />
      <button type="button" class="plain" data-testid="cancel" onClick={() => void desk.cancel()}>{t('cancel')}</button>
    </div>
  );
}
