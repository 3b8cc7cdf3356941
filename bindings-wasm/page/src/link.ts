// A policy as the fragment of an address: browsers do not send it to any server.
import type { Given } from './policy';

const NAME = '#policy=';

export function toFragment(given: Given): string {
  const bytes = new TextEncoder().encode(JSON.stringify(given));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return NAME + btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The policy of a fragment; null if it has none.
 *
 * @throws if it has one that is no JSON object; whether it is a policy is for the engine to say
 */
export function fromFragment(fragment: string): Given | null {
  if (!fragment.startsWith(NAME)) return null;
  const text = atob(fragment.slice(NAME.length).replaceAll('-', '+').replaceAll('_', '/'));
  const given: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(text, (one) => one.charCodeAt(0))));
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Error(JSON.stringify(given));
  return given as Given;
}
