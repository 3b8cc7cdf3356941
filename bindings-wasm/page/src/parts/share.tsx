import { useState } from 'preact/hooks';
import { useDesk, useWords } from '../context';

/** Copies a link that holds the policy. Where a page may not write to the clipboard, it shows the link. */
export function Share() {
  const desk = useDesk();
  const { t } = useWords();
  const [shown, setShown] = useState<'copied' | 'link' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(desk.link());
      setShown('copied');
    } catch {
      setShown('link');
    }
  };
  return (
    <>
      <button type="button" data-testid="share" onClick={() => void copy()}>{t('share')}</button>
      <span role="status" class={shown ? 'share-note note' : 'unseen'}>
        {shown && t(shown === 'copied' ? 'shared' : 'shareBy')}
      </span>
      {shown === 'link' && (
        <input class="share-link" readOnly value={desk.link()} aria-label={t('share')} onFocus={({ currentTarget }) => currentTarget.select()} />
      )}
    </>
  );
}
