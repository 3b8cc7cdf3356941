// What went wrong, kept so that it can be said in whichever language the page has then.
import { Broken, Refused } from './engine/client';
import type { Lang, Refusal } from './engine/protocol';
import type { Word } from './words/catalogue';
import { say } from './words/say';

export interface Trouble {
  /** What the page says of it. */
  word: Word;
  /** What the engine refused, in both languages, or what a browser or an engine says, in its own words. */
  cause: Refusal | string;
}

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What to say of something that was thrown; of a file that could not be read it is known better. */
export function troubleOf(error: unknown, word: Word = 'broken'): Trouble {
  if (error instanceof Refused) return { word, cause: error.refusal };
  return { word: error instanceof Broken && error.unread ? 'unreadFile' : word, cause: textOf(error) };
}

/** The sentences of a refusal. */
export function refusalTold(lang: Lang, { faults, errors, message }: Refusal): string[] {
  const told = [...faults, ...errors].map((one) => one.message[lang]);
  // what has no fault is told by the engine in English alone
  return told.length > 0 ? told : [say(lang, 'broken', { cause: message })];
}

export function troubleTold(lang: Lang, { word, cause }: Trouble): string[] {
  if (typeof cause === 'string') return [say(lang, word, { cause })];
  const told = refusalTold(lang, cause);
  return word === 'broken' ? told : [say(lang, word, { cause: told.join(lang === 'zh' ? '；' : '; ') })];
}
