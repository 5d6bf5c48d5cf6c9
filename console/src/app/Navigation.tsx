import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../api/http.ts';
import { useConnection } from '../api/live.tsx';
import { sessionQuery } from '../api/queries.ts';
import type { Session, Summary } from '../api/types.ts';
import { groupsQuery } from '../quarantine/api.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Logo } from '../ui/Logo.tsx';
import { count } from '../words/numbers.ts';
import styles from './Navigation.module.css';

interface NavigationProps {
  session: Session;
  summary: Summary | undefined;
  onHelp: () => void;
}

export function Navigation({ session, summary, onHelp }: NavigationProps) {
  const kept = useQuery(groupsQuery).data?.reduce((sum, group) => sum + group.documents, 0);
  return (
    <nav className={styles.nav} aria-label="Main">
      <Link to="/" className={styles.brand} aria-label="Millrace, overview">
        <Logo size={30} />
        <span className={styles.word}>Millrace</span>
      </Link>
      <div className={styles.links}>
        <Entry to="/" icon="overview" label="Overview" exact />
        <Entry
          to="/messages"
          icon="messages"
          label="Messages"
          {...counted(summary?.counts.attention, 'need a person')}
        />
        <Entry to="/systems" icon="systems" label="Systems" />
        <Entry to="/cases" icon="cases" label="Cases" {...counted(summary?.cases.open, 'open')} />
        <Entry to="/replays" icon="replays" label="Replays" />
        <Entry
          to="/quarantine"
          icon="quarantine"
          label="Quarantine"
          {...counted(kept, 'waiting')}
        />
      </div>
      <div className={styles.foot}>
        {summary !== undefined && (
          <div className={styles.place} title={`Landscape version ${summary.landscape.version}`}>
            <span className={styles.environment}>{summary.environment}</span>
            <span className={styles.landscape}>{summary.landscape.name}</span>
          </div>
        )}
        <LiveDot />
        <Tools session={session} onHelp={onHelp} />
      </div>
    </nav>
  );
}

function counted(value: number | undefined, what: string) {
  return value === undefined || value === 0 ? {} : { badge: value, badgeMeans: what };
}

interface EntryProps {
  to: '/' | '/messages' | '/systems' | '/cases' | '/replays' | '/quarantine';
  icon: IconName;
  label: string;
  exact?: boolean;
  badge?: number;
  badgeMeans?: string;
}

function Entry({ to, icon, label, exact = false, badge, badgeMeans }: EntryProps) {
  return (
    <Link to={to} className={styles.entry} activeOptions={{ exact }} title={label}>
      <Icon name={icon} size={20} />
      <span className={styles.word}>{label}</span>
      {badge !== undefined && (
        <span className={styles.badge}>
          {count(badge)}
          <span className="unseen"> {badgeMeans}</span>
        </span>
      )}
    </Link>
  );
}

function LiveDot() {
  const connection = useConnection();
  const label =
    connection.state === 'live'
      ? 'Live'
      : connection.state === 'away'
        ? 'Reconnecting'
        : 'Connecting';
  return (
    <div className={styles.live} data-state={connection.state} title={`Connection: ${label}`}>
      <span className={styles.dot} />
      <span className={styles.word}>{label}</span>
    </div>
  );
}

function Tools({ session, onHelp }: { session: Session; onHelp: () => void }) {
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const dark = useComputedColorScheme('light') === 'dark';
  const leave = async () => {
    await call('DELETE', '/v1/session').catch(() => undefined);
    // First the page goes, then what it showed: nothing of it may outlive the session.
    queries.setQueryData(sessionQuery.queryKey, null);
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  };
  return (
    <div className={styles.tools}>
      <Tool
        icon={dark ? 'sun' : 'moon'}
        label={dark ? 'Light colours' : 'Dark colours'}
        act={() => setColorScheme(dark ? 'light' : 'dark')}
      />
      <Tool icon="help" label="Keyboard and words (?)" act={onHelp} />
      <Tool icon="leave" label={`Sign out ${session.name}`} act={() => void leave()} />
    </div>
  );
}

function Tool({ icon, label, act }: { icon: IconName; label: string; act: () => void }) {
  return (
    <Tooltip label={label} withArrow position="top">
      <ActionIcon
        variant="transparent"
        className={styles.tool ?? ''}
        size={34}
        aria-label={label}
        onClick={act}
      >
        <Icon name={icon} size={19} />
      </ActionIcon>
    </Tooltip>
  );
}
