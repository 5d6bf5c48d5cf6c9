import { exact, relative, span, until } from '../words/time.ts';
import { useTextAt } from './clock.ts';

/** Relative time; the exact one on hover. */
export function When({ at }: { at: string }) {
  const said = useTextAt((now) => relative(at, now));
  return (
    <time dateTime={at} title={exact(at)} className="numeric">
      {said}
    </time>
  );
}

/** When something is due: "in 4 s". */
export function Due({ at }: { at: string }) {
  const said = useTextAt((now) => until(at, now));
  return (
    <time dateTime={at} title={exact(at)} className="numeric">
      {said}
    </time>
  );
}

/** How long since: "12 min". */
export function Since({ at }: { at: string }) {
  const said = useTextAt((now) => span(Math.max(0, now - Date.parse(at))));
  return (
    <time dateTime={at} title={exact(at)} className="numeric">
      {said}
    </time>
  );
}
