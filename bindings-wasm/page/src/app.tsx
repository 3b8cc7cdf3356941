import { useEffect, useMemo, useRef } from 'preact/hooks';
import { LangContext, useDesk, useDeskState } from './context';
import { Announcer } from './parts/announcer';
import { Conditions } from './parts/conditions';
import { Explanation } from './parts/explanation';
import { Footer } from './parts/footer';
import { Header } from './parts/header';
import { Results } from './parts/results';
import { Start } from './parts/start';
import { Understanding } from './parts/understanding';
import { useDrop } from './parts/use-drop';
import { Work } from './parts/work';
import { refusalTold, troubleTold } from './trouble';
import { say } from './words/say';

export function App() {
  const state = useDeskState();
  const { lang, theme, source, judged, understood } = state;
  const open = source !== null;

  useEffect(() => {
    const root = document.documentElement;
    root.lang = lang === 'zh' ? 'zh-CN' : 'en';
    root.dataset.theme = theme;
    document.title = say(lang, 'title');
    document.querySelector('meta[name=description]')?.setAttribute('content', say(lang, 'description'));
  }, [lang, theme]);

  // what was dropped is shown, and read out, from its beginning
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return;
    scrollTo({ top: 0 });
    const title = document.getElementById(judged ? 'result-title' : 'understood-title');
    (title ?? main.current)?.focus({ preventScroll: true });
  }, [source]);

  const words = useMemo(() => ({ lang }), [lang]);
  const dragging = useDrop();
  return (
    <LangContext.Provider value={words}>
      <a class="skip" href="#main">{say(lang, 'skip')}</a>
      <Header />
      <Work />
      <div class={open ? 'desk' : 'desk desk-start'}>
        {open && <Conditions />}
        <main id="main" ref={main} tabIndex={-1}>
          <Problem />
          {!open && <Start />}
          {open && understood && !understood.usable && <Understanding first />}
          {open && judged && state.started && <Results />}
          {open && understood?.usable && <Understanding first={false} />}
        </main>
      </div>
      <Footer />
      <Explanation />
      <Announcer />
      {dragging && <div class="dropping" aria-hidden="true"><p>{say(lang, 'dropNow')}</p></div>}
    </LangContext.Provider>
  );
}

/** What went wrong, or what the question lacks. */
function Problem() {
  const desk = useDesk();
  const { lang, problem, refusal, failed, policyNote, source } = useDeskState();
  return (
    <>
      {failed && <p class="banner bad" role="alert">{say(lang, 'engineFailed', { cause: failed })}</p>}
      {problem && (
        <div class="banner bad" role="alert">
          <Lines told={troubleTold(lang, problem)} />
          <button type="button" class="plain" onClick={() => desk.closeProblem()}>{say(lang, 'close')}</button>
        </div>
      )}
      {refusal && (
        <div class="banner bad" role="alert">
          <Lines told={refusalTold(lang, refusal)} />
        </div>
      )}
      {policyNote === 'used' && !source && <p class="banner" role="status">{say(lang, 'linkUsed')}</p>}
      {policyNote && policyNote !== 'used' && <div class="banner bad" role="status"><Lines told={troubleTold(lang, policyNote)} /></div>}
    </>
  );
}

function Lines({ told }: { told: string[] }) {
  if (told.length === 1) return <p>{told[0]}</p>;
  return <ul>{told.map((line) => <li>{line}</li>)}</ul>;
}
