import type { Fault, TableName } from 'hongyan';
import type { IntakeReport } from 'hongyan/documents';
import { useState } from 'preact/hooks';
import { useDesk, useDeskState, useWords } from '../context';
import type { Understood } from '../engine/protocol';
import { Choose } from './choose';
import { Told } from './told';
import { Typed } from './typed';

type Sheet = IntakeReport['sheets'][number];

/** How files were understood, sheet by sheet, with what can be set right by hand. */
export function Understanding({ first }: { first: boolean }) {
  const desk = useDesk();
  const { understood, reading, source } = useDeskState();
  const { t, n } = useWords();
  if (!understood) return null;
  const { report, faultCount, usable } = understood;
  const edited = Object.keys(reading.mapping).length > 0;
  return (
    <section class={first ? 'section first understanding' : 'section understanding'} aria-labelledby="understood-title" id="understood" data-testid="understood">
      <h2 id="understood-title" tabIndex={-1}>{t('understood')}</h2>
      {!usable && (
        <div class="banner bad" role="alert" data-testid="faults">
          <p><strong>{t('refusedWhole')} {t(faultCount === 1 ? 'faultTitle' : 'faultsTitle', { n: faultCount })}</strong></p>
          <p>{t('refusedLead')}</p>
        </div>
      )}
      {usable && faultCount > 0 && <p class="banner" data-testid="faults">{t('skippingRows')}</p>}
      <p class="note">{t('understoodNote')}</p>
      <div class="options">
        <label class="choice">
          <input type="checkbox" data-testid="skip" checked={reading.skip} onChange={({ currentTarget: { checked } }) => void desk.setReading({ skip: checked })} />
          <span>{t('skipRows')}</span>
        </label>
        <label class="choice">
          <input type="checkbox" data-testid="infer" checked={reading.inferEngagements} onChange={({ currentTarget: { checked } }) => void desk.setReading({ inferEngagements: checked })} />
          <span>{t('infer')}</span>
        </label>
        <span class="choice typed-year">
          <span id="default-year">{t('defaultYear')}</span>
          <Typed
            label="default-year" kind="number" class="year" value={String(reading.defaultYear ?? '')} min="1900" max="2200" open
            onValue={(text) => void desk.setReading({ defaultYear: text === '' ? null : Number(text) })}
          />
        </span>
        <span class="buttons small">
          <button type="button" class="plain" onClick={() => void desk.download('mapping')}>{t('saveMapping')}</button>
          <Choose kind="plain" accept=".json" label={t('loadMapping')} name={t('loadMapping')} onFiles={([file]) => file && void desk.useMappingFile(file)} />
          {edited && <button type="button" class="plain" onClick={() => void desk.setReading({ mapping: {} })}>{t('resetMapping')}</button>}
        </span>
      </div>
      {report.engagements_inferred && <p class="note">{t('inferred')}</p>}
      <Faults understood={understood} />
      {report.sheets.map((sheet) => <SheetView sheet={sheet} understood={understood} key={`${sheet.file}\u0000${sheet.sheet}`} />)}
      {(source?.left.length ?? 0) > 0 && <p class="note">{t('pair', { a: t('ignore'), b: source?.left.join(t('comma')) ?? '' })} <span class="num">{n(source?.left.length ?? 0)}</span></p>}
    </section>
  );
}

/** Where a person finds a fault: file, sheet, cell. */
export function place({ source }: Fault): string {
  if (!source) return '';
  return [source.file, source.sheet].filter(Boolean).join(' › ');
}

const cellOf = ({ source }: Fault): string => (source?.row ? `${source.column ?? ''}${source.row}` : (source?.column ?? ''));

const shown = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

/** Faults, in the order of the files, each at its cell. */
function Faults({ understood: { faults, faultCount } }: { understood: Understood }) {
  const { t, of } = useWords();
  if (faults.length === 0) return null;
  const groups = Map.groupBy(faults, place);
  return (
    <div class="faults">
      {[...groups].map(([where, here]) => (
        <div class="scroll" role="group" tabIndex={0} aria-label={where || t('wholeFile')} key={where}>
          <table class="list">
            <caption>{where || t('wholeFile')}</caption>
            <thead><tr><th scope="col">{t('cell')}</th><th scope="col">{t('value')}</th><th scope="col">{t('problem')}</th></tr></thead>
            <tbody>
              {here.map((fault) => (
                <tr>
                  <th scope="row"><span class="cell-ref">{cellOf(fault) || '—'}</span></th>
                  <td class="cell-value"><Told text={shown(fault.value)} /></td>
                  <td><Told text={of(fault.message)} /><FixValue fault={fault} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
      {faultCount > faults.length && <p class="note">{t('moreFaults', { n: faultCount - faults.length })}</p>}
    </div>
  );
}

/** A word that is not known can be given its meaning on the spot. */
function FixValue({ fault }: { fault: Fault }) {
  const desk = useDesk();
  const { started, reading } = useDeskState();
  const { t, of } = useWords();
  const { column, value, code } = fault;
  const admitted = column ? started?.words.values[column] : undefined;
  if (code !== 'bad_value' || !column || !admitted || typeof value !== 'string') return null;
  const now = reading.mapping.values?.[column]?.[value] ?? null;
  const give = (meaning: string) =>
    void desk.map('values', (mapping) => {
      const values = { ...mapping.values, [column]: { ...mapping.values?.[column], [value]: meaning } };
      return { ...mapping, values };
    });
  return (
    <label class="fix">
      {t('valueAs', { text: value })}{' '}
      <select value={now ?? '?'} onChange={({ currentTarget }) => give(currentTarget.value)}>
        {now === null && <option value="?" disabled>…</option>}
        {Object.entries(admitted).map(([name, word]) => <option value={name}>{of(word)}</option>)}
        <option value="">{t('nothing')}</option>
      </select>
    </label>
  );
}

function SheetView({ sheet, understood }: { sheet: Sheet; understood: Understood }) {
  const { started } = useDeskState();
  const { t, of } = useWords();
  if (!started) return null;
  const name = sheet.sheet ?? sheet.file;
  const faults = understood.faults.filter(({ source }) => source?.file === sheet.file && (source?.sheet ?? null) === sheet.sheet).length;
  const names = sheet.tables.map((table) => of(started.words.tables[table].name)).join(t('comma'));
  const [from, to] = sheet.header_rows ?? [];
  // a workbook has a sheet for every month: what is folded is not made
  const [open, setOpen] = useState(faults > 0);
  return (
    <details class="sheet" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span class="sheet-line">
          <h3>{name}</h3>
          <span class={sheet.tables.length > 0 ? 'tag' : 'tag dim'}>{sheet.tables.length > 0 ? names : t('unknownSheet')}</span>
          <span class="note num">{t('rowsRead', { read: sheet.rows_read, given: sheet.rows_given })}</span>
          <span class="note">{sheet.sheet && sheet.file}</span>
          {faults > 0 && <span class="tag bad">{t(faults === 1 ? 'faultTitle' : 'faultsTitle', { n: faults })}</span>}
        </span>
      </summary>
      {open && <div class="sheet-body">
        <SheetTable sheet={sheet} />
        {sheet.why.map((why) => <p class="note">{of(why)}</p>)}
        {from !== undefined && to !== undefined && (
          <p class="note">{from === to ? t('headerRows', { from }) : t('headerRowsTo', { from, to })}</p>
        )}
        {sheet.columns.length > 0 && <Columns sheet={sheet} />}
        {sheet.readings.length > 0 && <Values sheet={sheet} />}
        {sheet.skipped.length > 0 && <Skipped sheet={sheet} />}
      </div>}
    </details>
  );
}

/** Which table a sheet is; chosen by hand where it was taken for another. */
function SheetTable({ sheet }: { sheet: Sheet }) {
  const desk = useDesk();
  const { started, reading, understood } = useDeskState();
  const { t, of } = useWords();
  if (!started) return null;
  const namesakes = understood?.report.sheets.filter((other) => other.sheet !== null && other.sheet === sheet.sheet) ?? [];
  // a name that many workbooks give a sheet is told apart by the file
  const name = namesakes.length > 1 ? `${sheet.file}/${sheet.sheet}` : (sheet.sheet ?? sheet.file);
  const now = reading.mapping.sheets?.[name] ?? '';
  const give = (table: string) =>
    void desk.map('sheets', (mapping) => {
      const { [name]: _, ...others } = mapping.sheets ?? {};
      return { ...mapping, sheets: table === '' ? others : { ...others, [name]: table } };
    });
  return (
    <label class="field inline">
      <span>{t('sheetAs')}</span>
      <select value={now} onChange={({ currentTarget: { value } }) => give(value)}>
        <option value="">{t('automatic')}</option>
        {(Object.keys(started.words.tables) as TableName[]).map((table) => <option value={table}>{of(started.words.tables[table].name)}</option>)}
        <option value="ignore">{t('ignore')}</option>
      </select>
    </label>
  );
}

function Columns({ sheet }: { sheet: Sheet }) {
  const { started } = useDeskState();
  const { t, of } = useWords();
  if (!started) return null;
  return (
    <div class="scroll" role="group" tabIndex={0} aria-label={t('heading')}>
      <table class="list columns">
        <thead>
          <tr><th scope="col">{t('column')}</th><th scope="col">{t('heading')}</th><th scope="col">{t('field')}</th><th scope="col">{t('reason')}</th></tr>
        </thead>
        <tbody>
          {sheet.columns.map((column) => (
            <tr>
              <td><span class="cell-ref">{column.column}</span></td>
              <th scope="row">{column.heading}</th>
              <td><ColumnField sheet={sheet} column={column} /></td>
              <td class="note">{column.why && of(column.why)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a column means; chosen by hand where it was taken for another. */
function ColumnField({ sheet, column: { heading, field } }: { sheet: Sheet; column: Sheet['columns'][number] }) {
  const desk = useDesk();
  const { started, reading } = useDeskState();
  const { t, of } = useWords();
  if (!started) return null;
  const given = reading.mapping.headings?.[heading] ?? '';
  const give = (meaning: string) =>
    void desk.map('headings', (mapping) => {
      const { [heading]: _, ...others } = mapping.headings ?? {};
      return { ...mapping, headings: meaning === '' ? others : { ...others, [heading]: meaning } };
    });
  const tables = sheet.tables.length > 0 ? sheet.tables : (Object.keys(started.words.tables) as TableName[]);
  const name = field === null ? t('ignore') : fieldName();
  function fieldName(): string {
    const plain = field!.split('.').at(-1)!;
    for (const table of tables) {
      const word = started!.words.tables[table].columns[plain];
      if (word) return of(word);
    }
    return field!;
  }
  return (
    <select aria-label={t('pair', { a: heading, b: t('field') })} value={given} onChange={({ currentTarget: { value } }) => give(value)}>
      <option value="">{name}</option>
      {tables.map((table) => (
        <optgroup label={of(started.words.tables[table].name)}>
          {Object.entries(started.words.tables[table].columns).map(([one, word]) => <option value={`${table}.${one}`}>{of(word)}</option>)}
        </optgroup>
      ))}
      <option value="ignore">{t('ignore')}</option>
    </select>
  );
}

const MOST = 60;

function Values({ sheet }: { sheet: Sheet }) {
  const { t, of, n } = useWords();
  return (
    <details class="inner">
      <summary>{t('sheetReadings')} <span class="note num">{n(sheet.readings.length)}</span></summary>
      <div class="scroll" role="group" tabIndex={0} aria-label={t('sheetReadings')}>
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t('column')}</th><th scope="col">{t('written')}</th><th scope="col">{t('understoodAs')}</th>
              <th scope="col" class="num">{t('times')}</th><th scope="col" class="num">{t('firstRow')}</th><th scope="col">{t('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.readings.slice(0, MOST).map((one) => (
              <tr>
                <td><span class="cell-ref">{one.column}</span></td>
                <td class="cell-value">{one.text}</td>
                <td class="cell-value">{one.understood}</td>
                <td class="num">{n(one.count)}</td>
                <td class="num">{one.first_row}</td>
                <td class="note">{of(one.why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sheet.readings.length > MOST && <p class="note">{t('moreWarnings', { n: sheet.readings.length - MOST })}</p>}
    </details>
  );
}

function Skipped({ sheet }: { sheet: Sheet }) {
  const { t, of, n, lang } = useWords();
  return (
    <details class="inner">
      <summary>{t('sheetSkipped')} <span class="note num">{n(sheet.skipped.reduce((sum, { rows }) => sum + rows.length, 0))}</span></summary>
      <ul class="lines">
        {sheet.skipped.map(({ why, rows, text }) => (
          <li>
            {of(why)}{lang === 'zh' ? '：' : ': '}
            <span class="num">{t('rowsList', { rows: rows.slice(0, 12).join(t('comma')) + (rows.length > 12 ? '…' : '') })}</span>
            {text && <span class="note"> {text}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
