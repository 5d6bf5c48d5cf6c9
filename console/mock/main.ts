import { MOCK_KEY } from './api.ts';
import { liveMorning } from './living.ts';
import { mockServer } from './server.ts';

const port = Number(process.env['PORT'] ?? 25401);
mockServer(liveMorning().plant).listen(port, '127.0.0.1', () => {
  console.info(`The console with mock data: http://127.0.0.1:${port}  (access key: ${MOCK_KEY})`);
});
