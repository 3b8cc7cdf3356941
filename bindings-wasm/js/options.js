import { HongyanError } from './error.js';
import { json } from './wire.js';

/**
 * The options of a call: those that the function takes, and a fault for each of another name. What is no object of
 * options is refused at once, for nothing is known of the question then.
 */
export function optionsOf(name, takes, given) {
  if (given === undefined || given === null) return { options: {}, faults: [] };
  const list = takes.join(', ');
  if (typeof given !== 'object' || !/^\[object (Object|Module)\]$/.test(Object.prototype.toString.call(given))) {
    throw refused([
      fault(null, given, 'wrong_type', (value) => ({
        zh: `\`${value}\` 不是 ${name} 的选项，应为对象，可含：${list}`,
        en: `\`${value}\` is no object of options for ${name}, which takes: ${list}`,
      })),
    ]);
  }
  const options = {};
  const faults = [];
  for (const [key, value] of Object.entries(given)) {
    if (takes.includes(key)) options[key] = value;
    // who spreads options that may be absent means nothing by it
    else if (value !== undefined) {
      faults.push(
        fault(key, value, 'unknown_column', () => ({
          zh: `${name} 没有 ${key} 这个选项；可用的是：${list}`,
          en: `${name} has no option \`${key}\`; it takes: ${list}`,
        })),
      );
    }
  }
  return { options, faults };
}

function fault(column, given, code, tell) {
  const value = JSON.parse(json(given));
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return { table: null, row: null, column, value, code, message: tell(shown) };
}

/** The language of refusals as the file is told it. */
export const lang = (options) => String(options.lang ?? 'zh');

/** A refusal for these faults, together with what was refused besides. */
export function refused(faults, lang, besides) {
  const lines = faults.map(({ message }) => message[lang === 'en' ? 'en' : 'zh']);
  const counts = { ...besides?.counts };
  for (const { code } of faults) counts[code] = (counts[code] ?? 0) + 1;
  return new HongyanError([...lines, ...(besides ? [besides.message] : [])].join('\n'), {
    faults: [...faults, ...(besides?.faults ?? [])],
    errors: besides?.errors ?? [],
    counts,
  });
}
