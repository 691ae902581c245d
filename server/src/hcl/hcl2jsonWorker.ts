// HashiCorp's own parser, in a thread that may be killed. The one importer of @cdktf/hcl2json, which on import starts a Go
// runtime and sets globals: nothing of that reaches the server. Started by hcl2json.ts, and by nothing else.
import { parse } from '@cdktf/hcl2json';
import { parentPort } from 'node:worker_threads';

const port = parentPort;
// What nobody wants need not be copied from one thread to the other.
port?.on('message', ({ name, text, wantsJson }: { name: string; text: string; wantsJson: boolean }) => {
  parse(name, text).then(
    (json) => port.postMessage({ kind: 'json', json: wantsJson ? json : undefined }),
    (error: unknown) =>
      port.postMessage({ kind: 'error', message: error instanceof Error ? error.message : String(error) }),
  );
});
