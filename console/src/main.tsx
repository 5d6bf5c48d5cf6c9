import './theme/mantine.css';
import 'virtual:theme.css';
import './theme/tokens.css';
import './theme/global.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Refusal } from './api/http.ts';
import { createConsoleRouter } from './app/router.tsx';
import { theme } from './theme/theme.ts';

const MOST_RETRIES = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one however often it is asked; only silence is worth another try.
      retry: (failures, failure) => !(failure instanceof Refusal) && failures < MOST_RETRIES,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
const router = createConsoleRouter();
const colours = localStorageColorSchemeManager({ key: 'millrace-colour-scheme' });
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');

// Without withCssVariables and withGlobalClasses Mantine adds no <style> elements: see README.md.
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      colorSchemeManager={colours}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
