import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceOf, services } from '../../server/src/aws/services.ts';
import { highRiskPorts } from '../../server/src/checks/portsOfInterest.ts';

test('a port is known by one service for each transport', () => {
  assert.equal(serviceOf('tcp', 443)?.name, 'HTTPS');
  assert.equal(serviceOf('udp', 443)?.name, 'QUIC');
  assert.equal(serviceOf('udp', 22), undefined);
  const keys = services.flatMap(({ port, transports }) => transports.map((transport) => `${port}/${transport}`));
  assert.deepEqual(keys.length, new Set(keys).size);
});

test('services stand in the order of their ports, and every port of high risk has a name', () => {
  const ports = services.map(({ port }) => port);
  assert.deepEqual(
    ports,
    ports.toSorted((a, b) => a - b),
  );
  for (const port of highRiskPorts) assert.ok(serviceOf('tcp', port), String(port));
});
