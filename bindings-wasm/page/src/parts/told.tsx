import type { ComponentChildren } from 'preact';

/** Dates and numbers with hyphens, which browsers would break. */
const WHOLE = /(\w*\d-\d[\w-]*)/;

/** A sentence whose dates stay on one line. */
export function Told({ text }: { text: string }): ComponentChildren {
  return text.split(WHOLE).map((part, place) => (place % 2 === 1 ? <span class="whole">{part}</span> : part));
}
