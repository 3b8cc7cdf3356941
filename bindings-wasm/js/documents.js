import { HongyanError } from './error.js';
import { used } from './host.js';
import { lang, optionsOf, refused } from './options.js';
import { factsJson, json } from './wire.js';

const READING = ['mapping', 'defaultYear', 'inferEngagements', 'onError', 'limits', 'lang'];
const WRITING = ['lang', 'facts', 'sources', 'beside', 'bom'];

/** The functions on workbooks and documents over a loaded host. */
export function documents(host) {
  const files = (name, takes, given, options, strict) =>
    host.asked(name, takes, options, (glue, options) =>
      used(new glue.Files(), (list) => {
        for (const file of given(options)) list.add(String(file?.name ?? ''), bytesOf(file));
        return JSON.parse(list.read(json(readingOf(options)), strict));
      }),
    );
  return {
    read: (given, options) =>
      Array.isArray(given)
        ? files('read', READING, () => given, options, true)
        : files('read', ['name', ...READING], ({ name }) => [{ name: name ?? '', bytes: given }], options, true),
    inspect: (given, options) => files('inspect', READING, () => given, options, false),
    render: (report, format, options) =>
      host.asked('render', WRITING, options, (glue, { facts, sources, beside, ...options }) => {
        const others = optionsOf('render.beside', ['xlsx', 'csv'], beside);
        if (others.faults.length > 0) throw refused(others.faults, options.lang);
        const given = facts == null ? undefined : factsJson(facts);
        const writing = json({ format, lang: options.lang, bom: options.bom, ...others.options });
        return glue.render(JSON.stringify(report) ?? 'null', given, sourcesJson(sources), writing);
      }),
    warnings: (report, options) =>
      JSON.parse(
        host.asked('warnings', ['sources', 'lang'], options, (glue, options) => {
          // of the report no more is looked at
          const bare = { ...report, findings: [], deadlines: [], standings: [], faults: [] };
          return glue.warnings(JSON.stringify(bare), sourcesJson(options.sources), lang(options));
        }),
      ),
    words: () => JSON.parse(host.call('words')),
    template: (options) => host.asked('template', ['lang'], options, (glue, options) => glue.template(lang(options))),
    policyFromToml: (text, options) =>
      JSON.parse(host.asked('policyFromToml', ['lang'], options, (glue, options) => glue.policy_from_toml(String(text), lang(options)))),
  };
}

const sourcesJson = (sources) => (sources == null ? undefined : json(sources));

/** The bytes of a file; what has none is named, with what would give them. */
function bytesOf(file) {
  const bytes = file?.bytes;
  if (bytes instanceof Uint8Array) return bytes;
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = Object.prototype.toString.call(bytes).slice(8, -1);
  if (kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer') return new Uint8Array(bytes);
  const hint = kind === 'File' || kind === 'Blob' ? ': `await file.arrayBuffer()` gives them' : '';
  const name = file?.name === undefined ? 'a file' : `\`${file.name}\``;
  throw new HongyanError(`hongyan: bytes of ${name} are expected, a Uint8Array or an ArrayBuffer, not ${kind}${hint}`);
}

const NAMES = { defaultYear: 'default_year', inferEngagements: 'infer_engagements', onError: 'on_error' };

function readingOf({ name: _, ...options }) {
  return Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [NAMES[name] ?? name, value]),
  );
}
