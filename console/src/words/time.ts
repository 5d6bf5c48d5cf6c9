const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far two clocks may differ, and the page's clock lag, before it shows. */
const SLACK = 5_000;

/** "just now", "4 min ago", "in 12 s": short enough for a table cell. */
export function relative(at: string, now: number): string {
  const distance = now - Date.parse(at);
  if (Number.isNaN(distance)) return at;
  if (distance >= 2_000) return `${span(distance)} ago`;
  return distance > -SLACK ? 'just now' : `in ${span(-distance)}`;
}

/** When something is due: "in 4 s", and "now" once that is over. */
export function until(at: string, now: number): string {
  const left = Date.parse(at) - now;
  if (Number.isNaN(left)) return at;
  return left > 0 ? `in ${span(left)}` : 'now';
}

/** How long something has lasted: "40 s", "12 min", "3 h 20 min", "2 d 4 h". */
export function span(ms: number): string {
  if (ms < MINUTE) return `${Math.max(1, Math.round(ms / 1000))} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return joined(Math.floor(ms / HOUR), 'h', Math.floor((ms % HOUR) / MINUTE), 'min');
  return joined(Math.floor(ms / DAY), 'd', Math.floor((ms % DAY) / HOUR), 'h');
}

/** Technical durations: "31 ms", "1.4 s". */
export function took(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return span(ms);
}

const exactFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** The full local time, as shown on hover. */
export function exact(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : exactFormat.format(time);
}

/** Time of day for the time line, where the order within a second matters. */
export function clock(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** A range of time in few words: "21 Nov, 08:00 – 12:30"; without an end "since 21 Nov, 08:00". */
export function stretch(since: string, until: string | null): string {
  const [from, to] = [since, until ?? since].map((at) => new Date(at));
  if (from === undefined || to === undefined) return '';
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return `${since} – ${until}`;
  const begin = `${dayFormat.format(from)}, ${minuteOf(from)}`;
  if (until === null) return `since ${begin}`;
  const sameDay = from.toDateString() === to.toDateString();
  return `${begin} – ${sameDay ? '' : `${dayFormat.format(to)}, `}${minuteOf(to)}`;
}

function minuteOf(time: Date): string {
  return clock(time.toISOString()).slice(0, 5);
}

/** As the browser's own field for a time wants it: local time; empty for what is no time. */
export function localTime(at: number): string {
  if (Number.isNaN(at)) return '';
  const text = new Date(at - new Date(at).getTimezoneOffset() * MINUTE).toISOString();
  return text.replace(/(:00)?(\.000)?Z$/, '');
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
