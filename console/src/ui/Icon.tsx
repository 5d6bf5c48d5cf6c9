/** Line icons on a 20-unit grid, drawn for the console. */
const PATHS = {
  overview: 'M3 11.5h3.2l2.3-6.5 3.4 10 2.2-5.5H17',
  messages: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h8',
  systems: 'M4 4.5h12v4H4zM4 11.5h12v4H4zM7 6.5h.01M7 13.5h.01',
  cases: 'M4 7h12v9H4zM7.5 7V4.5h5V7M4 11h12',
  replays:
    'M4.5 10a5.5 5.5 0 0 1 9.6-3.7L16 8M16 4.5V8h-3.5M15.5 10a5.5 5.5 0 0 1-9.6 3.7L4 12M4 15.5V12h3.5',
  quarantine: 'M10 3 4 5.5v4.3c0 3.4 2.5 6 6 7.2 3.5-1.2 6-3.8 6-7.2V5.5zM10 7v4M10 13.4h.01',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1',
  moon: 'M16.5 11.8A6.8 6.8 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3z',
  help: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.8 7.8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M10 14h.01',
  leave: 'M8 4H4.5v12H8M12.5 6.5 16 10l-3.5 3.5M16 10H8',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5 5 15',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  next: 'M8 4.5 13.5 10 8 15.5',
  down: 'M5 8l5 5 5-5',
  arrow: 'M3.5 10h13M12 5.5l4.5 4.5-4.5 4.5',
  moving: 'M3.5 10h11M10.5 5.5 15 10l-4.5 4.5',
  waiting: 'M7 4.5v11M13 4.5v11',
  attention: 'M10 4.5v7M10 15.2h.01',
  done: 'M4.5 10.5l3.5 3.5 7.5-8',
  neutral: 'M5 10h10',
  retry: 'M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4',
  doubt: 'M7.3 7.3a2.8 2.8 0 1 1 4.1 2.5c-.9.5-1.4 1-1.4 2.1M10 15.2h.01',
  chain:
    'M8.5 11.5a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.4 2.4a3 3 0 0 0 4.3 4.3l.9-.9',
  hand: 'M6 17h8M10 3v10M6.5 9.5 10 13l3.5-3.5',
  sluice: 'M3 4h14M6 4v9M14 4v9M6 13h8M10 13v4M7.5 17h5',
  lock: 'M5 9.5h10V17H5zM7 9.5V7a3 3 0 0 1 6 0v2.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
