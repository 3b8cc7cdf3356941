import { render } from 'preact';
import { App } from './app';
import { DeskContext } from './context';
import { Desk } from './desk';
import './style/index.css';

const desk = new Desk();
const root = document.getElementById('app');
if (!root) throw new Error('there is no #app');
render(
  <DeskContext.Provider value={desk}>
    <App />
  </DeskContext.Provider>,
  root,
);
void desk.start();

// the page works without a network after the first visit; without a service worker it works with one
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => {
    navigator.serviceWorker.register('./sw.js', { scope: './' }).catch(() => {});
  });
}
