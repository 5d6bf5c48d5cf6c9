import { Button } from '@mantine/core';
import { Notice } from '../ui/Notice.tsx';

/** A fault of the console itself: said plainly; the details stay in the browser's own tools. */
export function Broken() {
  return (
    <Notice icon="attention" title="The console has a fault on this page">
      <p>Your messages are not affected. Reload the page; if it stays, tell your support.</p>
      <Button mt="sm" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </Notice>
  );
}
