// What the client does to learn the user's address, against a server of this machine. Requests are made to https addresses, as the
// client wants them, and carried to that server.
import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { askOwnAddress, readAddress, readService, type Answer, type Request } from '../../client/src/ownAddress.ts';

/** Longer than any answer below takes. */
const patientMs = 20_000;

async function ask(context: TestContext, listener: RequestListener, timeLimitMs = patientMs): Promise<Answer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const request: Request = (url, options) => fetch(`http://127.0.0.1:${port}${url.pathname}`, options);
  const url = readService('https://address.example/');
  assert.ok(url);
  return askOwnAddress(url, request, timeLimitMs);
}

function saying(text: string, status = 200, headers: Record<string, string> = {}): RequestListener {
  return (_, response) => response.writeHead(status, headers).end(text);
}

test('an address on a line of its own is taken', async (context) => {
  assert.deepEqual(await ask(context, saying('203.0.113.7\n')), { kind: 'address', address: '203.0.113.7' });
  assert.deepEqual(await ask(context, saying('2001:db8::7')), { kind: 'address', address: '2001:db8::7' });
});

test('one request is made, without anything of the user', async (context) => {
  const seen: string[] = [];
  await ask(context, ({ method = '', url = '', headers }, response) => {
    seen.push(`${method} ${url} ${headers.cookie ?? ''}${headers.authorization ?? ''}${headers.referer ?? ''}`);
    response.end('203.0.113.7');
  });
  assert.deepEqual(seen, ['GET / ']);
});

test('whatever is not one address is nothing', async (context) => {
  for (const text of ['', 'hello', '203.0.113.7, 203.0.113.8', '<html>203.0.113.7</html>', '203.0.113.7/32'])
    assert.deepEqual(await ask(context, saying(text)), { kind: 'noAddress' }, text);
});

test('an answer without an end is cut off', async (context) => {
  const endless: RequestListener = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(' '.repeat(1000)));
    };
    response.on('drain', more);
    more();
  };
  assert.deepEqual(await ask(context, endless), { kind: 'noAddress' });
});

test('errors and redirects are told', async (context) => {
  assert.deepEqual(await ask(context, saying('203.0.113.7', 503)), { kind: 'failed', detail: 'HTTP 503' });
  const moved = await ask(context, saying('', 302, { location: 'http://127.0.0.1:9/' }));
  assert.equal(moved.kind, 'failed');
  const broken = await ask(context, ({ socket }) => socket.destroy());
  assert.equal(broken.kind, 'failed');
});

test('a service that does not answer is given up', async (context) => {
  assert.deepEqual(await ask(context, () => undefined, 50), { kind: 'tooSlow' });
  const half = await ask(context, (_, response) => response.write('203.0.'), 50);
  assert.deepEqual(half, { kind: 'tooSlow' });
});

test('only services over TLS are asked', () => {
  assert.equal(readService('https://checkip.amazonaws.com')?.host, 'checkip.amazonaws.com');
  for (const service of [
    'http://checkip.amazonaws.com',
    'checkip.amazonaws.com',
    'https://me:secret@example.com',
    'file:///etc/hosts',
    '',
  ])
    assert.equal(readService(service), undefined, service);
});

test('addresses are read strictly', () => {
  for (const address of ['0.0.0.0', '255.255.255.255', '::1', '2001:db8:0:0:0:0:0:1', '::ffff:203.0.113.7'])
    assert.equal(readAddress(` ${address}\r\n`), address);
  for (const text of [
    '256.0.0.1',
    '01.2.3.4',
    '1.2.3',
    '1.2.3.4.5',
    ':::',
    '1::2::3',
    'fe80::1%eth0',
    '12345::',
    '[::1]',
    '0x7f.1',
  ])
    assert.equal(readAddress(text), undefined, text);
});
