import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { type Connection, LiveStream } from './stream.ts';

const Live = createContext<LiveStream | null>(null);

/** Holds one event stream for the whole console while somebody is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [stream] = useState(() => new LiveStream(queries));
  useEffect(() => stream.start(), [stream]);
  return <Live.Provider value={stream}>{children}</Live.Provider>;
}

export function useLive(): LiveStream {
  const stream = useContext(Live);
  if (stream === null) throw new Error('useLive is used outside LiveProvider');
  return stream;
}

export function useConnection(): Connection {
  const stream = useLive();
  return useSyncExternalStore(stream.subscribe, stream.current);
}
