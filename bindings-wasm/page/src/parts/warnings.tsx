import { useDeskState, useWords } from '../context';
import { Told } from './told';

/** What looks odd and is used all the same. */
export function Warnings() {
  const { judged } = useDeskState();
  const { t, of, n } = useWords();
  if (!judged || judged.warningCount === 0) return null;
  const { warnings, warningCount } = judged;
  return (
    <details class="section fold">
      <summary><h2>{t('warnings')}</h2> <span class="note num">{n(warningCount)}</span></summary>
      <p class="note">{t('warningsNote')}</p>
      <ul class="lines">
        {warnings.map((warning) => <li><Told text={of(warning.message)} /></li>)}
      </ul>
      {warningCount > warnings.length && <p class="note">{t('moreWarnings', { n: warningCount - warnings.length })}</p>}
    </details>
  );
}
