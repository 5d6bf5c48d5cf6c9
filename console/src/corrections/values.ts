import type { FieldChange } from '../api/types.ts';

/** A value as it stands in a field: texts as they are, all else as JSON. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What was typed, as a value of the kind that stood there. A text stays a text; where a number or
 * nothing stood, what reads as JSON is that. A number in quotes is a text.
 */
export function typed(text: string, before: unknown): unknown {
  const trimmed = text.trim();
  if (typeof before === 'string') return text;
  if (trimmed === '') return null;
  try {
    return JSON.parse(trimmed) as unknown;
  } catch {
    return trimmed;
  }
}

/** The fields that differ from what stood there. */
export function changesOf(
  fields: { pointer: string; value: unknown }[],
  texts: Record<string, string>,
): { pointer: string; to: unknown }[] {
  return fields.flatMap(({ pointer, value }) => {
    const text = texts[pointer];
    return text === undefined || text === shown(value) ? [] : [{ pointer, to: typed(text, value) }];
  });
}

/** A place in words: `/lines/0/quantity` as `lines › 1 › quantity`. */
export function place(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part))
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');
}

export function changeWords({ pointer, from, to }: FieldChange): string {
  return `${place(pointer)}: ${shown(from) || '(nothing)'} → ${shown(to) || '(nothing)'}`;
}
