import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows are drawn whole up to this many: then a browser's own search finds every one, and print has them. */
export const WHOLE = 200;

/** Rows beyond the edges that are drawn, so that none is seen to appear. */
const AHEAD = 8;

export interface Window {
  from: number;
  to: number;
}

/** The rows that are in sight. `keep` is drawn wherever it is: it has the focus. */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, height: number): Window {
  const [window, setWindow] = useState<Window>({ from: 0, to: Math.min(count, WHOLE) });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      // on paper the box has no edges: then as many as are drawn whole are enough
      const from = count <= WHOLE ? 0 : Math.max(0, Math.floor(element.scrollTop / height) - AHEAD);
      const below = Math.ceil((element.scrollTop + element.clientHeight) / height) + AHEAD;
      const to = count <= WHOLE ? count : Math.min(count, below, from + WHOLE);
      setWindow((was) => (was.from === from && was.to === to ? was : { from, to }));
    };
    look();
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    // paper has no edge to scroll to: it gets the first ones
    const print = () => setWindow({ from: 0, to: Math.min(count, WHOLE) });
    addEventListener('beforeprint', print);
    addEventListener('afterprint', look);
    element.addEventListener('scroll', soon, { passive: true });
    const observer = new ResizeObserver(soon);
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('beforeprint', print);
      removeEventListener('afterprint', look);
      element.removeEventListener('scroll', soon);
      observer.disconnect();
    };
  }, [count, height]);
  return window;
}

/** Keys that move through rows, and where they lead. */
export function moved(event: KeyboardEvent, place: number, count: number, page: number): number | null {
  switch (event.key) {
    case 'ArrowDown':
      return Math.min(count - 1, place + 1);
    case 'ArrowUp':
      return Math.max(0, place - 1);
    case 'PageDown':
      return Math.min(count - 1, place + page);
    case 'PageUp':
      return Math.max(0, place - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * Keeps the focus on the active one of what is drawn, while it is inside: `data-{kind}` says which one that is.
 * It moves before the next key can come, so that none is lost.
 */
export function useFocus(box: RefObject<HTMLElement | null>, kind: 'place' | 'cell' | 'line', active: number | string, sight: Window) {
  const [inside, setInside] = useState(false);
  useLayoutEffect(() => {
    if (inside) box.current?.querySelector<HTMLElement>(`[data-${kind}="${active}"]`)?.focus({ preventScroll: true });
  }, [active, sight]);
  return {
    inside,
    onFocusIn: ({ target }: FocusEvent) => setInside((target as HTMLElement).dataset[kind] !== undefined),
    onFocusOut: () => setInside(false),
  };
}

/** Scrolls a row into sight without moving anything else. */
export function reveal(box: HTMLElement, place: number, height: number, head = 0): void {
  const top = place * height;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + height > box.scrollTop + box.clientHeight - head) box.scrollTop = top + height - box.clientHeight + head;
}

/** The height of a row in pixels as the style sheet has it, so that it is said in one place. */
export function useRowHeight(box: RefObject<HTMLElement | null>, property: string, fallback: number): number {
  const [height, setHeight] = useState(fallback);
  useEffect(() => {
    const measure = () => {
      if (!box.current) return;
      const probe = document.createElement('div');
      probe.className = 'probe';
      probe.style.height = `var(${property})`;
      box.current.append(probe);
      const measured = probe.getBoundingClientRect().height;
      probe.remove();
      if (measured > 0) setHeight(measured);
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [property]);
  return height;
}

export function Pad({ rows, height }: { rows: number; height: number }): ComponentChildren {
  return rows > 0 ? <div aria-hidden="true" class="pad" style={{ height: `${rows * height}px` }} /> : null;
}

/** What is known under a key until the key changes. */
export function useFresh<T>(key: unknown, make: () => T): T {
  const kept = useRef<{ key: unknown; value: T } | null>(null);
  if (!kept.current || kept.current.key !== key) kept.current = { key, value: make() };
  return kept.current.value;
}
