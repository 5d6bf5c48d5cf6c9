import { Button } from '@mantine/core';
import { Notice } from '../ui/Notice.tsx';
import { chosenGroup, isFiltered, type MessageFilters } from './filters.ts';

export function NoMessages({ filters, clear }: { filters: MessageFilters; clear: () => void }) {
  if (!isFiltered(filters)) {
    return (
      <Notice icon="messages" title="No messages yet">
        They appear here the moment a system sends one. Send one yourself with
        <br />
        <code>./millrace send confirm-production example.json</code>
      </Notice>
    );
  }
  if (Object.keys(filters).length === 1 && chosenGroup(filters) === 'attention') {
    return (
      <Notice icon="done" title="Nobody is needed">
        No message waits for a decision. New ones appear here by themselves.
      </Notice>
    );
  }
  return (
    <Notice icon="search" title="Nothing fits these filters">
      <p>
        The search finds business keys, order keys and correlation ids by their beginning or as a
        whole.
      </p>
      <Button variant="default" mt="sm" onClick={clear}>
        Clear all filters
      </Button>
    </Notice>
  );
}
