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

/** A part of the state; whoever uses it is drawn again when that part changes. */
function useSelected<T>(select: (state: State) => T): T {
  const desk = useDesk();
  const [selected, set] = useState(() => select(desk.state));
  useEffect(() => {
    const look = () => set(() => select(desk.state));
    look();
    return desk.subscribe(look);
  }, [desk]);
  return selected;
}

/** The whole state. */
export const useDeskState = (): State => useSelected((state) => state);

/** The words and clauses of the engine, which do not change. */
export const useStarted = (): State['started'] => useSelected((state) => state.started);

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
