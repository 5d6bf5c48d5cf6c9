import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { LiveProvider } from '../api/live.tsx';
import { sessionQuery } from '../api/queries.ts';
import { SignIn } from '../session/SignIn.tsx';
import { Failed } from '../ui/Notice.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { Shell } from './Shell.tsx';

/** Nobody signed in: the sign-in page, under the address asked for, so that links survive it. */
export function App() {
  const session = useQuery(sessionQuery);
  if (session.data === undefined) {
    return session.isError ? (
      <Failed failure={session.error} again={() => session.refetch()} />
    ) : null;
  }
  if (session.data === null) return <SignIn />;
  return (
    <LiveProvider>
      <Shell session={session.data}>
        <Outlet />
      </Shell>
      <Toasts />
    </LiveProvider>
  );
}
