import { useDeskState, useWords } from '../context';

export function Footer() {
  const { started } = useDeskState();
  const { t } = useWords();
  return (
    <footer class="foot">
      <p>{t('private')}</p>
      <p>{t('notAdvice')}</p>
      {started && <p class="num">{t('version', { version: started.version })}</p>}
    </footer>
  );
}
