// Everything that is measured, in the order of the table.
import type { Measurement } from './row.ts';
import { answers } from './rows/answers.ts';
import { commandLine } from './rows/commandLine.ts';
import { growth } from './rows/growth.ts';
import { activation, vsixSize } from './rows/package.ts';
import { typingPause } from './rows/pause.ts';
import { peerTools } from './rows/peers.ts';
import { scan } from './rows/scan.ts';
import { typing, typingDuringScan } from './rows/typing.ts';

export const measurements: readonly Measurement[] = [
  commandLine,
  scan,
  typing,
  typingDuringScan,
  answers,
  growth,
  vsixSize,
  activation,
  ...peerTools,
  typingPause,
];
