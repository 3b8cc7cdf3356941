import { useDesk, useWords } from '../context';
import type { DocumentFormat } from '../engine/protocol';
import type { Word } from '../words/catalogue';

const DOCUMENTS: Array<[format: DocumentFormat, word: Word, suffix: string]> = [
  ['html', 'downloadHtml', 'HTML'],
  ['xlsx', 'downloadXlsx', 'XLSX'],
  ['ics', 'downloadIcs', 'ICS'],
  ['csv', 'downloadCsv', 'CSV'],
  ['json', 'downloadJson', 'JSON'],
  ['policy', 'downloadPolicy', 'JSON'],
];

export function Downloads() {
  const desk = useDesk();
  const { t } = useWords();
  return (
    <div class="downloads" role="group" aria-label={t('downloads')}>
      <span class="downloads-title" aria-hidden="true">{t('downloads')}</span>
      {DOCUMENTS.map(([format, word, suffix]) => (
        <button type="button" key={format} data-testid={`download-${format}`} onClick={() => void desk.download(format)}>
          {t(word)} <small>{suffix}</small>
        </button>
      ))}
    </div>
  );
}
