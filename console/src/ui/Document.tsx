import { useMemo } from 'react';
import { Copy } from './Copy.tsx';
import styles from './Document.module.css';
import { headAndBody, pretty, type Token, tokens } from './json.ts';

/** Lines drawn at once; what is longer is copied, not scrolled through. */
const MOST_LINES = 2_000;

interface DocumentProps {
  source: string;
  /** For "Copy …" and screen readers: "the request". */
  what: string;
}

/** A document as sent or received: indented, coloured, selectable, inert. */
export function Document({ source, what }: DocumentProps) {
  const lines = useMemo(() => layout(source), [source]);
  return (
    <div className={styles.frame}>
      <div className={styles.copy}>
        <Copy text={source} what={what} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={what}>
        <pre className={styles.text}>
          {lines.shown.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of an unchanging text
            <span key={index} className={styles.line}>
              {line.map((token, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: parts of an unchanging line
                <span key={at} className={styles[token.kind]}>
                  {token.text}
                </span>
              ))}
              {'\n'}
            </span>
          ))}
        </pre>
      </section>
      {lines.left > 0 && (
        <p className={styles.more}>{lines.left} more lines. Copy the document to see all of it.</p>
      )}
    </div>
  );
}

interface Layout {
  shown: Token[][];
  left: number;
}

function layout(source: string): Layout {
  const [head, body] = headAndBody(source);
  const headLines = head === '' ? [] : head.trimEnd().split(/\r?\n/);
  const bodyLines = body === '' ? [] : pretty(body).split('\n');
  const gap = headLines.length > 0 && bodyLines.length > 0 ? [[]] : [];
  const lines = headLines.length + gap.length + bodyLines.length;
  return {
    shown: [...headLines.map(headTokens), ...gap, ...bodyLines.map(tokens)].slice(0, MOST_LINES),
    left: Math.max(0, lines - MOST_LINES),
  };
}

/** A header's name as a key; the value as it is, for it is no JSON. */
function headTokens(line: string): Token[] {
  const colon = /^[\w-]+: /.exec(line)?.[0];
  return colon === undefined
    ? [{ kind: 'word', text: line }]
    : [
        { kind: 'key', text: colon },
        { kind: 'mark', text: line.slice(colon.length) },
      ];
}
