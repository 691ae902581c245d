// `npm run bench`: makes a workspace like real ones. With --generate FOLDER it writes it there and does no more.
import { parseArgs } from 'node:util';
import { generate } from './workspace/generate.ts';
import { defaultShape, type Shape } from './workspace/shape.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    generate: { type: 'string' },
    files: { type: 'string' },
    modules: { type: 'string' },
    'rule-files': { type: 'string' },
    calls: { type: 'string' },
    depth: { type: 'string' },
    seed: { type: 'string' },
  },
});

if (values.generate !== undefined) console.log(generate(values.generate, shapeOf()));

/** The default shape with what the words say instead. */
function shapeOf(): Shape {
  const number = (text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : Number.parseInt(text, 10);
  return {
    ...defaultShape,
    files: number(values.files, defaultShape.files),
    modules: number(values.modules, defaultShape.modules),
    ruleFiles: number(values['rule-files'], defaultShape.ruleFiles),
    calls: number(values.calls, defaultShape.calls),
    depth: number(values.depth, defaultShape.depth),
    seed: number(values.seed, defaultShape.seed),
  };
}
