/** A mill wheel over the water that drives it. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="2" strokeLinecap="round">
        <circle cx="16" cy="13" r="6.4" />
        <path d="M16 3.2v19.6M6.2 13h19.6M9.1 6.1l13.8 13.8M22.9 6.1 9.1 19.9" />
      </g>
      <circle cx="16" cy="13" r="2.2" fill="currentColor" />
      <path
        d="M2 26.6c2.33 0 2.33-1.8 4.67-1.8s2.33 1.8 4.66 1.8 2.34-1.8 4.67-1.8 2.33 1.8 4.67 1.8 2.33-1.8 4.66-1.8 2.34 1.8 4.67 1.8"
        stroke="#2fb5c7"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
