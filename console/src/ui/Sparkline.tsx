const WIDTH = 160;
const HEIGHT = 36;
const TALLEST_MARK = 14;

interface SparklineProps {
  values: number[];
  /** Drawn as bars from the ground, in a scale of their own: few of them have to be seen too. */
  marks: number[];
  label: string;
}

/** A small curve, newest right. */
export function Sparkline({ values, marks, label }: SparklineProps) {
  const highest = Math.max(1, ...values);
  const most = Math.max(1, ...marks);
  const x = (index: number) => (values.length < 2 ? WIDTH : (index / (values.length - 1)) * WIDTH);
  const points = values.map((value, index) => {
    return `${x(index).toFixed(1)},${(HEIGHT - 3 - (value / highest) * (HEIGHT - 6)).toFixed(1)}`;
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
      {marks.map((mark, index) =>
        mark === 0 ? null : (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: minutes by their place
            key={index}
            x1={x(index)}
            x2={x(index)}
            y1={HEIGHT}
            y2={HEIGHT - 3 - (mark / most) * (TALLEST_MARK - 3)}
            stroke="var(--attention-fill)"
            strokeWidth="3"
            vectorEffect="non-scaling-stroke"
          />
        ),
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
