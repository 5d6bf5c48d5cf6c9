export type TokenKind = 'key' | 'string' | 'number' | 'word' | 'mark' | 'masked';

export interface Token {
  kind: TokenKind;
  text: string;
}

/** How the server writes what a viewer may not see. */
const MASKED = /^"(\*{3,}|•{3,}|\[redacted\]|<redacted>)"$/i;
const TOKENS =
  /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/**
 * Indents JSON without touching its values: JSON.parse would round large and exact-decimal numbers,
 * and what a person is shown must be what was sent. Text that is no JSON comes back as it is.
 */
export function pretty(source: string): string {
  try {
    JSON.parse(source);
  } catch {
    return source;
  }
  let depth = 0;
  let out = '';
  const indent = () => `\n${'  '.repeat(depth)}`;
  for (const part of source.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? []) {
    if (part === '{' || part === '[') {
      depth++;
      out += part + indent();
    } else if (part === '}' || part === ']') {
      depth--;
      out = /[{[]\s*$/.test(out) ? out.trimEnd() + part : out + indent() + part;
    } else if (part === ',') {
      out += part + indent();
    } else {
      out += part === ':' ? ': ' : part;
    }
  }
  return out;
}

const HTTP_HEAD = /^(?:[A-Z]+ \S+ HTTP\/\d|HTTP\/\d[\d.]* \d{3})/;

/**
 * A text in two parts: the head of an HTTP message with its blank line, which is no JSON, and the rest.
 */
export function headAndBody(source: string): [head: string, body: string] {
  if (!HTTP_HEAD.test(source)) return ['', source];
  const blank = /\r?\n\r?\n/.exec(source);
  if (blank === null) return [source, ''];
  const end = blank.index + blank[0].length;
  return [source.slice(0, end), source.slice(end)];
}

/** Splits one line into coloured parts. */
export function tokens(line: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKENS)) {
    if (match.index > end) found.push({ kind: 'mark', text: line.slice(end, match.index) });
    const [whole, string, colon, number] = match;
    if (string !== undefined) {
      const kind = colon !== undefined ? 'key' : MASKED.test(string) ? 'masked' : 'string';
      found.push({ kind, text: string });
      if (colon !== undefined) found.push({ kind: 'mark', text: colon });
    } else {
      found.push({ kind: number !== undefined ? 'number' : 'word', text: whole });
    }
    end = match.index + whole.length;
  }
  if (end < line.length) found.push({ kind: 'mark', text: line.slice(end) });
  return found;
}
