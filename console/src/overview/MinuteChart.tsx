import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Minute } from '../api/types.ts';
import { chartWords, columns } from './chartData.ts';
import styles from './Overview.module.css';

const HEIGHT = 232;

interface MinuteChartProps {
  minutes: Minute[];
  /** The minute under the pointer, in seconds since 1970. */
  onPoint: (at: number | null) => void;
}

export function MinuteChart({ minutes, onPoint }: MinuteChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme('light');
  const latest = useRef(minutes);
  latest.current = minutes;

  // Colours come from the style sheet, so a chart is made anew for each scheme.
  useEffect(() => {
    const element = place.current;
    if (element === null || scheme === undefined) return undefined;
    const plot = new uPlot(options(element, onPoint), columns(latest.current, Date.now()), element);
    chart.current = plot;
    const watcher = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.destroy();
      chart.current = null;
    };
  }, [scheme, onPoint]);

  useEffect(() => {
    chart.current?.setData(columns(minutes, Date.now()));
  }, [minutes]);

  return (
    <div className={styles.chart}>
      <div ref={place} aria-hidden="true" />
      <p className="unseen">{chartWords(minutes)}</p>
    </div>
  );
}

function options(element: HTMLElement, onPoint: (at: number | null) => void): uPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--ink-3'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: "13px 'Inter Variable', sans-serif",
  };
  const bars = uPlot.paths.bars?.({ size: [0.6, 14] });
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [14, 20, 0, 0],
    cursor: { y: false, points: { size: 7 } },
    legend: { show: false },
    hooks: {
      setCursor: [
        (plot) => {
          const at = plot.cursor.idx;
          onPoint(at === null || at === undefined ? null : (plot.data[0][at] ?? null));
        },
      ],
    },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(5, high * 1.15)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 70,
        size: 34,
        values: (_plot, splits) => splits.map((at) => minuteOf(at)),
      },
      { ...axis, size: 52 },
    ],
    series: [
      { label: 'Minute', value: (_plot, at) => (at === null ? '–' : minuteOf(at)) },
      {
        label: 'Accepted',
        stroke: colour('--moving-fill'),
        fill: `${colour('--moving-fill')}22`,
        width: 2,
        points: { show: false },
      },
      {
        label: 'Confirmed',
        stroke: colour('--done-fill'),
        width: 2,
        points: { show: false },
      },
      {
        label: 'Failed',
        stroke: colour('--attention-fill'),
        fill: colour('--attention-fill'),
        width: 0,
        points: { show: false },
        ...(bars === undefined ? {} : { paths: bars }),
      },
    ],
  };
}

export function minuteOf(at: number): string {
  const time = new Date(at * 1000);
  return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
}
