// What a user downloads, and what VS Code waits for when the extension is needed.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { activate, type Activation } from '../activation/activation.ts';
import { packageFile } from '../../scripts/packageFile.ts';
import { root, run } from '../processes.ts';
import { milliseconds, type Measurement } from '../row.ts';
import { median } from '../statistics.ts';

const mostMegabytes = 2.5;
const longestMs = 30;

export const vsixSize: Measurement = {
  name: 'vsix',
  rows: [{ what: 'VSIX', target: `< ${mostMegabytes} MB` }],
  measure: () => {
    const { status, stdout, stderr } = run(process.execPath, [join(root, 'scripts', 'package.ts')]);
    if (status !== 0) throw new Error(`npm run package failed: ${stdout}${stderr}`);
    const megabytes = statSync(packageFile()).size / 1024 / 1024;
    return Promise.resolve([{ text: `${megabytes.toFixed(2)} MB`, isMet: megabytes < mostMegabytes }]);
  },
};

export const activation: Measurement = {
  name: 'activation',
  rows: [{ what: 'extension activation, as VS Code records it', target: `< ${longestMs} ms` }],
  measure: async ({ runs }) => {
    const activations: Activation[] = [];
    for (let index = 0; index < runs; index++) activations.push(await activate());
    const of = (part: 'recorded' | 'answered' | 'afterwards'): number => median(activations.map((each) => each[part]));
    const around = `VS Code answers after ${milliseconds(of('answered'))}`;
    const text = `${milliseconds(of('recorded'))} (${around}; then the protocol, ${milliseconds(of('afterwards'))})`;
    return [{ text, isMet: of('recorded') < longestMs }];
  },
};
