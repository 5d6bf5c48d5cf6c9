import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep mill water: from spray to the bottom of the race. */
const water: MantineColorsTuple = [
  '#e6f6f8',
  '#cfeaee',
  '#a1d5dd',
  '#6fbfcb',
  '#48adbb',
  '#2a98a8',
  '#12798a',
  '#0b6374',
  '#0b4f5d',
  '#083b46',
];

const stone: MantineColorsTuple = [
  '#dfe9eb',
  '#c2d0d3',
  '#a3b5b9',
  '#83989d',
  '#5f777d',
  '#3c5258',
  '#26393f',
  '#17262b',
  '#101c20',
  '#0b1518',
];

const ember: MantineColorsTuple = [
  '#fdecea',
  '#f9d3cf',
  '#f2a8a1',
  '#ea7b71',
  '#e15a4d',
  '#d1402f',
  '#b93022',
  '#9a2519',
  '#7b1c12',
  '#5c130b',
];

/** Kept free of functions that need a browser: the style sheet is made from it at build time. */
export const theme = createTheme({
  primaryColor: 'water',
  primaryShade: { light: 7, dark: 6 },
  colors: { water, dark: stone, ember },
  white: '#ffffff',
  black: '#10252b',
  fontFamily:
    "'Inter Variable', system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', Arial, sans-serif",
  fontFamilyMonospace:
    "'JetBrains Mono Variable', ui-monospace, 'Cascadia Mono', 'Liberation Mono', monospace",
  defaultRadius: 'md',
  cursorType: 'pointer',
  autoContrast: false,
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '18px' },
  respectReducedMotion: true,
});
