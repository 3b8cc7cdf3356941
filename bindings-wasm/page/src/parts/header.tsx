import { useDesk, useDeskState, useWords } from '../context';
import type { Theme } from '../remember';

export function Header() {
  const desk = useDesk();
  const { lang, theme } = useDeskState();
  const { t } = useWords();
  const other = lang === 'zh' ? 'en' : 'zh';
  return (
    <header class="top">
      <div class="top-inner">
        <div class="brand">
          <Mark />
          <div>
            <h1>{t('title')}</h1>
            <p>{t('subtitle')}</p>
          </div>
        </div>
        <div class="top-tools">
          <label class="theme">
            <span class="unseen">{t('theme')}</span>
            <select value={theme} onChange={(event) => desk.setTheme(event.currentTarget.value as Theme)}>
              <option value="auto">{t('themeAuto')}</option>
              <option value="light">{t('themeLight')}</option>
              <option value="dark">{t('themeDark')}</option>
            </select>
          </label>
          <button type="button" class="lang" data-testid="lang" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void desk.setLang(other)}>
            {t('switchTo')}
          </button>
        </div>
      </div>
    </header>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="36" height="36" aria-hidden="true">
      <path class="mark-rock" d="M3 27 12 9l5 8 3-4 9 14z" />
      <path class="mark-check" d="m11.5 21.5 3.5 3.5 7-8" />
    </svg>
  );
}
