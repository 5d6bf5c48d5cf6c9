import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandOf, DemoProcess, inTemporaryFolder, STOP_LIMIT_MS } from './demoProcess.ts';
import { eventually } from './harness.ts';

interface Listed {
  items: { id: string; state: string }[];
}

async function newest(demo: DemoProcess): Promise<Listed['items']> {
  const answer = await fetch(`${demo.console}/v1/messages?state=CONFIRMED&limit=1`, {
    headers: { Authorization: `Bearer ${demo.key}` },
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return ((await answer.json()) as Listed).items;
}

test('Ctrl-C ends the demo whole, and a second one goes on with its data', () =>
  inTemporaryFolder(async (data) => {
    const first = await DemoProcess.start(data);
    let second: DemoProcess | undefined;
    try {
      const [message] = await eventually(
        'a message that is done',
        () => newest(first),
        (items) => items.length > 0,
      );
      assert.ok(message);
      const children = await first.descendants();
      const commands = await Promise.all(children.map(commandOf));
      assert.ok(
        commands.some((one) => one.includes('millrace-plant')),
        `no plant among ${commands}`,
      );
      assert.ok(
        commands.some((one) => one.includes('postgres')),
        `no PostgreSQL among ${commands}`,
      );

      const ended = await first.interrupt();
      assert.equal(ended.status, 0, await first.log());
      assert.ok(ended.tookMs < STOP_LIMIT_MS, `it took ${ended.tookMs} ms`);
      const left = (await Promise.all(children.map(commandOf))).filter((one) => one !== '');
      assert.deepEqual(left, [], 'nothing stays behind');

      second = await DemoProcess.start(data);
      assert.notEqual(second.key, first.key);
      const kept = await fetch(`${second.console}/v1/messages/${message.id}`, {
        headers: { Authorization: `Bearer ${second.key}` },
      });
      assert.equal(kept.status, 200, await second.log());
      await eventually(
        'new messages in the second demo',
        () => newest(second as DemoProcess),
        ([latest]) => latest !== undefined && latest.id > message.id,
      );
      assert.equal((await second.interrupt()).status, 0, await second.log());
    } finally {
      first.kill();
      second?.kill();
    }
  }));

test('a port that is taken is told before anything is started', () =>
  inTemporaryFolder(async (data) => {
    const { createServer } = await import('node:net');
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    try {
      await assert.rejects(
        DemoProcess.start(data, ['--port', '0', '--plant-port', String(port)]),
        new RegExp(`ended with status 1[^]*Port ${port} on 127.0.0.1[^]*--plant-port`),
      );
    } finally {
      other.close();
    }
  }));
