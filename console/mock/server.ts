import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mockApiHandler } from './api.ts';
import type { MockPlant } from './plant.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The policy that the node sends with the console; README.md explains each part. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Serves the built console as the node does: static files, index.html for the rest, strict policy. */
export function mockServer(plant: MockPlant): Server {
  const api = mockApiHandler(plant);
  return createServer((request, response) => {
    void api(request, response).then(async (answered) => {
      if (answered) return;
      const path = normalize(new URL(request.url ?? '/', 'http://mock').pathname);
      const file = extname(path) === '' ? '/index.html' : path;
      try {
        const content = await readFile(join(DIST, file));
        response.writeHead(200, {
          'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': CONTENT_SECURITY_POLICY,
          'X-Content-Type-Options': 'nosniff',
          'Referrer-Policy': 'no-referrer',
        });
        response.end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
  });
}
