import { Link } from '@tanstack/react-router';
import type { MessageDetail } from '../api/types.ts';
import { useNameOf } from '../app/names.ts';
import { Copy } from '../ui/Copy.tsx';
import { Fact, FactList } from '../ui/Facts.tsx';
import { Panel } from '../ui/Page.tsx';
import { told } from '../words/callbacks.ts';
import { sentence } from '../words/states.ts';
import { exact } from '../words/time.ts';
import styles from './MessagePage.module.css';

export function Facts({ message }: { message: MessageDetail }) {
  const nameOf = useNameOf();
  return (
    <Panel title="About this message">
      <FactList>
        <Fact name="What">{sentence(message.object)}</Fact>
        <Fact name="From">{nameOf(message.sender)}</Fact>
        {message.orderKey !== null && (
          <Fact name="Order">
            <Link to="/messages" search={{ q: message.orderKey }} className="key">
              {message.orderKey}
            </Link>
          </Fact>
        )}
        <Fact name="Accepted">{exact(message.acceptedAt)}</Fact>
        {message.callback !== null && (
          <Fact name="Sender is told">
            <span title={message.callback.endpoint}>{told(message.callback)}</span>
          </Fact>
        )}
        <Fact name="Correlation">
          <span className={styles.cut} title={message.correlationId}>
            {message.correlationId}
          </span>
          <Copy text={message.correlationId} what="the correlation id" />
        </Fact>
      </FactList>
      <details className={styles.technical}>
        <summary>Technical view</summary>
        <FactList>
          <Fact name="Message">
            <span className={styles.cut} title={message.id}>
              {message.id}
            </span>
            <Copy text={message.id} what="the message id" />
          </Fact>
          <Fact name="Flow">{message.flow}</Fact>
          <Fact name="Contract">{message.contract}</Fact>
          <Fact name="Landscape">version {message.landscapeVersion}</Fact>
          {message.traceparent !== null && (
            <Fact name="Trace">
              <span className={styles.cut} title={message.traceparent}>
                {message.traceparent}
              </span>
              <Copy text={message.traceparent} what="the trace" />
            </Fact>
          )}
        </FactList>
      </details>
    </Panel>
  );
}
