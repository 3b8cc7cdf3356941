import type { Text } from 'hongyan';
import type { Lang } from '../engine/protocol';
import { type Word, words } from './catalogue';

const NUMBERS = { zh: new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') };

export const number = (lang: Lang, value: number): string => NUMBERS[lang].format(value);

/** A sentence of the page with what it speaks of. */
export function say(lang: Lang, word: Word, holes: { [name: string]: string | number } = {}): string {
  const template = words[word][lang === 'zh' ? 0 : 1];
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = holes[name];
    return value === undefined ? hole : typeof value === 'number' ? number(lang, value) : value;
  });
}

/** A sentence of the engine. */
export const saidBy = (lang: Lang, text: Text): string => text[lang];
