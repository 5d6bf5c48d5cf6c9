import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { type CaseVerb, useCaseChange } from '../api/actions.ts';
import type { Case } from '../api/types.ts';
import { useMyName } from '../app/rights.ts';
import { saying } from '../ui/Notice.tsx';
import { tell } from '../ui/toasts.tsx';
import { CaseDialog } from './CaseDialog.tsx';
import type { AskedVerb } from './caseForms.ts';

/** What keeps order among people: who has it, where it stands. One click where nothing is asked. */
export function CaseActions({ one }: { one: Case }) {
  const me = useMyName();
  const change = useCaseChange();
  const [asked, setAsked] = useState<AskedVerb | null>(null);
  const open = one.state !== 'closed';
  const now = (verb: CaseVerb, said: Record<string, unknown>, done: string) =>
    change.mutate(
      { number: one.number, version: one.version, verb, said },
      {
        onSuccess: () => tell('done', done),
        onError: (failure) => tell('attention', saying(failure)),
      },
    );
  const seen = () => now('acknowledge', {}, `Case ${one.number} is marked as seen.`);
  const look = () => now('investigate', {}, `Case ${one.number} is being looked into.`);
  const take = () => now('assign', { to: me }, `Case ${one.number} is yours.`);
  const wake = () => now('wake', {}, `Case ${one.number} is back in the list.`);
  const before = ['new', 'acknowledged', 'waiting'].includes(one.state);
  return (
    <>
      {open && me !== undefined && one.assignee !== me && (
        <Button size="md" variant="default" loading={change.isPending} onClick={take}>
          Take it
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="md" variant="default">
            More…
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {one.state === 'new' && <Menu.Item onClick={seen}>I have seen it</Menu.Item>}
          {before && <Menu.Item onClick={look}>I look for the cause</Menu.Item>}
          {open && one.state !== 'waiting' && one.state !== 'replaying' && (
            <Menu.Item onClick={() => setAsked('wait')}>It waits for others…</Menu.Item>
          )}
          {open && <Menu.Item onClick={() => setAsked('assign')}>Give it to somebody…</Menu.Item>}
          {open && one.snoozedUntil === null && (
            <Menu.Item onClick={() => setAsked('snooze')}>Put it aside…</Menu.Item>
          )}
          {one.snoozedUntil !== null && <Menu.Item onClick={wake}>Back to the list</Menu.Item>}
          <Menu.Item onClick={() => setAsked('ticket')}>Link a ticket…</Menu.Item>
          <Menu.Item onClick={() => setAsked('tags')}>Tags…</Menu.Item>
          <Menu.Item onClick={() => setAsked('note')}>Add a note…</Menu.Item>
          {open && (one.members === 0 || !one.resendable) && (
            <Menu.Item onClick={() => setAsked('close')}>Close it…</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <CaseDialog asked={asked} one={one} onClose={() => setAsked(null)} />
    </>
  );
}
