// `portcullis check` as a process of its own: from its start to its end.
import { floorOf, portcullis } from '../processes.ts';
import { milliseconds, type Measurement } from '../row.ts';
import { median } from '../statistics.ts';

const longestMs = 1500;

export const commandLine: Measurement = {
  name: 'check',
  rows: [{ what: '`portcullis check`, whole process', target: `≤ 4 × floor and < ${longestMs / 1000} s` }],
  measure: (subject) => {
    const [times, floors]: [number[], number[]] = [[], []];
    for (let index = 0; index < subject.runs; index++) {
      floors.push(floorOf(subject.folder).milliseconds);
      const { status, stderr, milliseconds: time } = portcullis('check', subject.folder);
      if (status !== 0 && status !== 1) throw new Error(`portcullis check ended with ${status}: ${stderr}`);
      times.push(time);
    }
    const [time, floor] = [median(times), median(floors)];
    return Promise.resolve([
      { text: milliseconds(time), milliseconds: time, isMet: time <= 4 * floor && time < longestMs },
    ]);
  },
};
