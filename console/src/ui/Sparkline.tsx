const WIDTH = 160;
const HEIGHT = 36;

/** A small line of the latest values, newest right. */
export function Sparkline({ values, label }: { values: number[]; label: string }) {
  const highest = Math.max(1, ...values);
  const points = values.map((value, index) => {
    const x = values.length < 2 ? WIDTH : (index / (values.length - 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - 3 - (value / highest) * (HEIGHT - 6)).toFixed(1)}`;
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      width="100%"
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {points.length > 1 && (
        <>
          <polygon
            points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`}
            fill="var(--moving-fill)"
            opacity="0.14"
          />
          <polyline
            points={points.join(' ')}
            fill="none"
            stroke="var(--moving-fill)"
            strokeWidth="1.8"
            vectorEffect="non-scaling-stroke"
            strokeLinejoin="round"
          />
        </>
      )}
      <line
        x1="0"
        x2={WIDTH}
        y1={HEIGHT - 0.5}
        y2={HEIGHT - 0.5}
        stroke="var(--line-strong)"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
