import { HongyanError } from './error.js';
import { used } from './host.js';
import { factsJson, json } from './wire.js';

/** The functions on workbooks and documents over a loaded host. */
export function documents(host) {
  const files = (given, options, strict) =>
    host.run((glue) =>
      used(new glue.Files(), (list) => {
        for (const file of given) list.add(String(file?.name ?? ''), bytesOf(file));
        return JSON.parse(list.read(json(readingOf(options)), strict));
      }),
    );
  return {
    read(given, options) {
      if (Array.isArray(given)) return files(given, options, true);
      const { name, ...others } = options ?? {};
      return files([{ name: name ?? '', bytes: given }], others, true);
    },
    inspect: (given, options) => files(given, options, false),
    render(report, format, options) {
      const facts = options?.facts == null ? undefined : factsJson(options.facts);
      const writing = json({ format, lang: options?.lang, bom: options?.bom, ...options?.beside });
      return host.call('render', JSON.stringify(report) ?? 'null', facts, writing);
    },
    words: () => JSON.parse(host.call('words')),
    template: (options) => host.call('template', options?.lang ?? 'zh'),
    policyFromToml: (text, options) => JSON.parse(host.call('policy_from_toml', String(text), options?.lang ?? 'zh')),
  };
}

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

function readingOf(options) {
  return Object.fromEntries(
    Object.entries(options ?? {})
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [NAMES[name] ?? name, value]),
  );
}
