import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { theme } from './theme.ts';

const NAME = 'virtual:theme.css';
const RESOLVED = '\0virtual:theme.css';

/**
 * Writes Mantine's variables for our theme into the bundled style sheet. Mantine would otherwise put
 * them into a <style> element at run time, which the Content-Security-Policy refuses.
 */
export function themeStylesheet() {
  return {
    name: 'millrace-theme',
    resolveId: (id: string) => (id === NAME ? RESOLVED : undefined),
    load: (id: string) => (id === RESOLVED ? themeVariables() : undefined),
  };
}

export function themeVariables(): string {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  return convertCssVariables(
    {
      variables: variables.variables,
      dark: { '--mantine-color-scheme': 'dark', ...variables.dark },
      light: { '--mantine-color-scheme': 'light', ...variables.light },
    },
    ':root',
  );
}
