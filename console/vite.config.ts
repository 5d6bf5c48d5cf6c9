import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mockApi } from './mock/vitePlugin.ts';
import { licences } from './scripts/licences.ts';
import { themeStylesheet } from './src/theme/stylesheet.ts';

/**
 * `npm run dev` talks to the mock; `MILLRACE_URL=http://127.0.0.1:8080 npm run dev` to a real node.
 * Nothing is inlined into the HTML or as data: addresses, so that the strict policy in README.md holds.
 */
const realNode = process.env['MILLRACE_URL'];
const port = Number(process.env['PORT'] ?? 25400);
const proxy = realNode ? { '/v1': { target: realNode, changeOrigin: true } } : {};

export default defineConfig({
  plugins: [
    react(),
    themeStylesheet(),
    licences(['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono']),
    ...(realNode ? [] : [mockApi()]),
  ],
  // The words of the API lie beside its description, outside this folder.
  server: { port, strictPort: true, host: '127.0.0.1', proxy, fs: { allow: ['..'] } },
  preview: { port, strictPort: true, host: '127.0.0.1', proxy },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: { include: ['src/**/*.test.ts', 'mock/**/*.test.ts'], environment: 'node' },
});
