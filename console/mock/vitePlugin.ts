import type { IncomingMessage, ServerResponse } from 'node:http';
import { mockApiHandler } from './api.ts';
import { liveMorning } from './living.ts';

interface Middlewares {
  middlewares: {
    use: (handle: (req: IncomingMessage, res: ServerResponse, next: () => void) => void) => void;
  };
}

/** Puts the mock API behind `npm run dev` and `npm run preview`. */
export function mockApi() {
  const mount = (server: Middlewares) => {
    const handler = mockApiHandler(liveMorning().plant);
    server.middlewares.use((request, response, next) => {
      void handler(request, response).then((answered) => {
        if (!answered) next();
      });
    });
  };
  return { name: 'millrace-mock', configureServer: mount, configurePreviewServer: mount };
}
