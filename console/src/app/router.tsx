import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { CasePage } from '../cases/CasePage.tsx';
import { CasesPage } from '../cases/CasesPage.tsx';
import { readInbox } from '../cases/inbox.ts';
import { MessagePage } from '../message/MessagePage.tsx';
import { readFilters } from '../messages/filters.ts';
import { MessagesPage } from '../messages/MessagesPage.tsx';
import { DocumentPage } from '../quarantine/DocumentPage.tsx';
import { QuarantinePage } from '../quarantine/QuarantinePage.tsx';
import { readEntryFilter, readPlansSearch } from '../replays/addresses.ts';
import { readPlanSearch } from '../replays/planForm.ts';
import { SystemsPage } from '../systems/SystemsPage.tsx';
import { Notice } from '../ui/Notice.tsx';
import { App } from './App.tsx';
import { Broken } from './Broken.tsx';
import { parseSearch, stringifySearch } from './searchText.ts';

const root = createRootRoute({
  component: App,
  errorComponent: Broken,
  notFoundComponent: () => (
    <Notice icon="search" title="There is no such page">
      <Link to="/">Go to the overview</Link>
    </Notice>
  ),
});

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => import('../overview/OverviewPage.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/messages',
    validateSearch: readFilters,
    component: MessagesPage,
  }),
  createRoute({ getParentRoute: () => root, path: '/messages/$id', component: MessagePage }),
  createRoute({ getParentRoute: () => root, path: '/systems', component: SystemsPage }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases',
    validateSearch: readInbox,
    component: CasesPage,
  }),
  createRoute({ getParentRoute: () => root, path: '/cases/$number', component: CasePage }),
  createRoute({
    getParentRoute: () => root,
    path: '/replays',
    validateSearch: readPlansSearch,
    component: lazyRouteComponent(() => import('../replays/ReplaysPage.tsx'), 'ReplaysPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/replays/new',
    validateSearch: readPlanSearch,
    component: lazyRouteComponent(() => import('../replays/NewReplayPage.tsx'), 'NewReplayPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/replays/$number',
    validateSearch: readEntryFilter,
    component: lazyRouteComponent(() => import('../replays/ReplayPage.tsx'), 'ReplayPage'),
  }),
  createRoute({ getParentRoute: () => root, path: '/quarantine', component: QuarantinePage }),
  createRoute({ getParentRoute: () => root, path: '/quarantine/$number', component: DocumentPage }),
] as const;

export function createConsoleRouter() {
  return createRouter({
    routeTree: root.addChildren([...routes]),
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
