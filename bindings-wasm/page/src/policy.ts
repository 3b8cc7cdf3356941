// A policy as it is edited: only what differs from its profile is kept, so that links stay short.
import type { KeyDescription, PolicyKey, Profile } from 'hongyan';

/** What is given to the engine; an empty object is the default policy. */
export type Given = { profile?: Profile; editions?: unknown; [part: string]: unknown };

export const baseOf = (given: Given): Profile => (given.profile === 'civil_code' ? 'civil_code' : 'plain');

export const isDefault = (given: Given): boolean => Object.keys(given).length === 0;

/** A value as the register writes it. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return value === null ? 'null' : String(value);
}

/** The policy with another value of one key; a value that the profile has anyway is not kept. */
export function withKey(given: Given, key: PolicyKey, value: unknown, profile: readonly KeyDescription[]): Given {
  const next = structuredClone(given);
  const parts = key.split('.');
  const last = parts.pop()!;
  const path: Array<{ [part: string]: unknown }> = [next];
  for (const part of parts) {
    const here = path.at(-1)!;
    const there = (here[part] ??= {}) as { [part: string]: unknown };
    path.push(there);
  }
  const place = path.at(-1)!;
  if (profile.find((one) => one.key === key)?.value === valueText(value)) delete place[last];
  else place[last] = value;
  // what is left empty goes
  for (let depth = parts.length; depth > 0; depth -= 1) {
    if (Object.keys(path[depth]!).length === 0) delete path[depth - 1]![parts[depth - 1]!];
  }
  return next;
}
