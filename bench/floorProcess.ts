// A process that walks and reads a folder and prints, as JSON, how long that took it: the floor of all figures.
import { readAll } from './walk.ts';

const startMs = performance.now();
const read = readAll(process.argv[2] ?? '.');
console.log(JSON.stringify({ ...read, milliseconds: performance.now() - startMs }));
