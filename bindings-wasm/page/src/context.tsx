import type { Text } from 'hongyan';
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Desk, State } from './desk';
import { number, say } from './words/say';
import type { Word } from './words/catalogue';

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('no desk');
  return desk;
}

/** The state; whoever uses it is drawn again when it changes. */
export function useDeskState(): State {
  const desk = useDesk();
  const [state, set] = useState(desk.state);
  useEffect(() => {
    set(desk.state);
    return desk.subscribe(() => set(desk.state));
  }, [desk]);
  return state;
}

/** The words of the page in its language. */
export function useWords() {
  const { lang } = useContext(LangContext);
  return {
    lang,
    t: (word: Word, holes?: { [name: string]: string | number }) => say(lang, word, holes),
    of: (text: Text) => text[lang],
    n: (value: number) => number(lang, value),
  };
}

export const LangContext = createContext<{ lang: 'zh' | 'en' }>({ lang: 'zh' });
