import { useDesk, useDeskState, useWords } from '../context';
import { Choose } from './choose';
import { Day } from './day';

export function Start() {
  const desk = useDesk();
  const { started } = useDeskState();
  const { t } = useWords();
  const steps = [['step1', 'step1Text'], ['step2', 'step2Text'], ['step3', 'step3Text']] as const;
  return (
    <div class="start">
      <section class="hero" aria-labelledby="start-title">
        <h2 id="start-title">{t('startTitle')}</h2>
        <p class="lead">{t('startLead')}</p>
        <div class="dropzone">
          <Sheets />
          <p class="drop-words">{t('drop')}</p>
          <div class="buttons">
            <Choose kind="primary" testid="file-input" multiple label={t('chooseFiles')} name={t('chooseFiles')} onFiles={(files) => void desk.openFiles(files, false)} />
            <Choose folder multiple label={t('chooseFolder')} name={t('chooseFolder')} onFiles={(files) => void desk.openFiles(files, true)} />
          </div>
          <p class="note">{t('formats')}</p>
          <p class="private"><Lock />{t('private')}</p>
        </div>
        <div class="beside">
          <div class="panel">
            <Day id="day" />
          </div>
          <div class="panel">
            <div class="buttons">
              <button type="button" data-testid="sample" disabled={!started} onClick={() => void desk.openSample()}>{t('trySample')}</button>
              <button type="button" class="plain" disabled={!started} onClick={() => void desk.download('template')}>{t('getTemplate')}</button>
            </div>
            <p class="note">{started ? t('sampleNote') : t('loadingEngine')}</p>
          </div>
        </div>
      </section>
      <ol class="steps">
        {steps.map(([title, text], place) => (
          <li>
            <span class="step-number" aria-hidden="true">{place + 1}</span>
            <h3>{t(title)}</h3>
            <p>{t(text)}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Sheets() {
  return (
    <svg class="sheets" viewBox="0 0 64 48" width="64" height="48" aria-hidden="true">
      <rect x="14" y="3" width="40" height="34" rx="3" />
      <rect class="front" x="8" y="10" width="40" height="34" rx="3" />
      <path d="M8 19h40M8 27h40M8 35h40M20 19v25M34 19v25" />
    </svg>
  );
}

function Lock() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3 7h10v7H3z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" />
    </svg>
  );
}
