// Language and appearance are all that is kept, in this browser only.
import type { Lang } from './engine/protocol';

export type Theme = 'auto' | 'light' | 'dark';

const LANG = 'hongyan.lang';
const THEME = 'hongyan.theme';

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    // storage may be forbidden; the page does without
    return null;
  }
}

export function remembered(): { lang: Lang; theme: Theme } {
  const theme = read(THEME);
  return { lang: read(LANG) === 'en' ? 'en' : 'zh', theme: theme === 'light' || theme === 'dark' ? theme : 'auto' };
}

export function remember(kept: { lang?: Lang; theme?: Theme }): void {
  try {
    if (kept.lang) localStorage.setItem(LANG, kept.lang);
    if (kept.theme) localStorage.setItem(THEME, kept.theme);
  } catch {
    // as above
  }
}
