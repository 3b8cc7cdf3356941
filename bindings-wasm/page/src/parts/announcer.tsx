import { useDeskState } from '../context';

/** Tells screen readers what happened. */
export function Announcer() {
  const { announcement } = useDeskState();
  return <p class="unseen" role="status" aria-live="polite">{announcement}</p>;
}
