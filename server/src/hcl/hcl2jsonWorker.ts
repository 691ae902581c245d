// HashiCorp's own parser, in a thread that may be killed. The one importer of @cdktf/hcl2json, which starts a Go runtime and sets
// globals: nothing of that reaches the server. Of that package it takes the parser and what starts it; the package's own start would
// hold on to the parser's bytes for as long as the thread lives.
// Started by hcl2json.ts, and by nothing else.
import { createReadStream } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { createGunzip } from 'node:zlib';
import { giveBackMemory } from '../memory.ts';

const port = parentPort;
const parser = startParser(String(workerData));
/** What the start has left behind is thrown away after the first answer. */
let isFresh = true;

port?.on('message', ({ name, text }: { readonly name: string; readonly text: string }) => {
  parser
    .then((parse) => parse(name, text))
    .then(
      (json) => port.postMessage({ kind: 'json', json }),
      (error: unknown) =>
        port.postMessage({ kind: 'error', message: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => {
      if (isFresh) giveBackMemory();
      isFresh = false;
    });
});

type Parse = (name: string, text: string) => Promise<unknown>;

/** Resolves when Go's main function waits for questions. */
async function startParser(path: string): Promise<Parse> {
  await import('@cdktf/hcl2json/wasm/bridge_wasm_exec.js');
  const go = construct(objectIn(globalThis, 'Go'));
  const exported: object = {};
  // Under this name the parser looks for the object that it is to put its functions into.
  Reflect.set(globalThis, '__parse_terraform_config_wasm__', exported);
  const bytes = await unpacked(path);
  const started = await call(objectIn(globalThis, 'WebAssembly'), 'instantiate', bytes, objectIn(go, 'importObject'));
  void call(go, 'run', objectIn(started, 'instance'));
  return (name, text) =>
    new Promise((resolve, reject) => {
      const answered = (error: unknown, json: unknown): void => {
        if (typeof json === 'string') resolve(JSON.parse(json));
        else reject(new Error(String(error)));
      };
      call(exported, 'parse', name, text, answered);
    });
}

/**
 * The bytes of a packed file, where they are no part of the C heap: that would keep twice as much free memory in each thread from the
 * moment when so large a piece is given back to it.
 */
function unpacked(path: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const unpacking = createGunzip({ chunkSize: 65_536 });
    unpacking.on('data', (part: Buffer) => parts.push(part));
    unpacking.on('end', () => resolve(joined(parts)));
    unpacking.on('error', reject);
    createReadStream(path).on('error', reject).pipe(unpacking);
  });
}

function joined(parts: readonly Buffer[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const memory: unknown = Reflect.construct(ArrayBuffer, [length, { maxByteLength: length }]);
  const bytes = memory instanceof ArrayBuffer ? new Uint8Array(memory) : new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** A member that is an object or a function. */
function objectIn(value: unknown, name: string): object {
  const member: unknown = isObject(value) ? Reflect.get(value, name) : undefined;
  if (!isObject(member)) throw new Error(`There is no ${name}.`);
  return member;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function construct(constructor: object): unknown {
  if (typeof constructor !== 'function') throw new Error('It makes nothing.');
  return Reflect.construct(constructor, []);
}

function call(target: unknown, name: string, ...given: readonly unknown[]): unknown {
  const member = objectIn(target, name);
  if (typeof member !== 'function') throw new Error(`${name} cannot be called.`);
  return Reflect.apply(member, target, given);
}
