// Timestamps of RFC 3339 and durations as Go writes them, with nanoseconds.
// Called by time.ts and formatDate.ts.

/** A moment, and the distance from UTC at which it is written. */
export interface Timestamp {
  /** Since 1970 in UTC. */
  readonly nanoseconds: bigint;
  readonly offsetMinutes: number;
}

/** The fields of a moment as its clock shows them. `weekday` counts from Sunday, `month` from 1. */
export interface ClockFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Reads `2018-01-02T23:12:01Z`; undefined for all that Terraform refuses, lower-case letters among it. */
export function parseTimestamp(text: string): Timestamp | undefined {
  return /T\d:|,/.test(text) ? undefined : parseLooseTimestamp(text);
}

/** The same for `timecmp`, which takes an hour of one digit and a comma before the fraction, too. */
export function parseLooseTimestamp(text: string): Timestamp | undefined {
  const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d{1,18}))?(?:Z|([+-])(\d\d):(\d\d))$/;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const part = (group: number): number => Number(match[group] ?? '0');
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || part(9) > 23 || part(10) > 59) return undefined;
  const offsetMinutes = (part(9) * 60 + part(10)) * (match[8] === '-' ? -1 : 1);
  const fraction = BigInt((match[7] ?? '').padEnd(9, '0').slice(0, 9));
  const milliseconds = new Date(0).setUTCFullYear(year, month - 1, day);
  const seconds = BigInt(milliseconds / 1000) + BigInt(hour * 3600 + (minute - offsetMinutes) * 60 + second);
  return { nanoseconds: seconds * nanosecondsPerSecond + fraction, offsetMinutes };
}

/** Writes a timestamp without fractions of a second. */
export function timestampText(timestamp: Timestamp): string {
  const { year, month, day, hour, minute, second } = clockFields(timestamp);
  const date = `${year < 0 ? '-' : ''}${digits(Math.abs(year), 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  const zone = timestamp.offsetMinutes === 0 ? 'Z' : offsetText(timestamp.offsetMinutes, ':');
  return `${date}T${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}${zone}`;
}

/** What a clock and a calendar at the timestamp's distance from UTC show. */
export function clockFields(timestamp: Timestamp): ClockFields {
  const nanoseconds = timestamp.nanoseconds;
  const floored = nanoseconds - (((nanoseconds % nanosecondsPerSecond) + nanosecondsPerSecond) % nanosecondsPerSecond);
  const date = new Date(Number(floored / 1_000_000n) + timestamp.offsetMinutes * 60_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** `+09:00`, with what is given between hours and minutes. */
export function offsetText(offsetMinutes: number, between: string): string {
  const minutes = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? '-' : '+'}${digits(Math.trunc(minutes / 60), 2)}${between}${digits(minutes % 60, 2)}`;
}

/** A number with zeros in front. */
export function digits(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}

/** Nanoseconds of `1h30m`, `-1.5s`, `0`; undefined where Go refuses, or past 64 bits. */
export function parseDuration(text: string): bigint | undefined {
  const [, sign, rest] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0n;
  if (
    rest === undefined ||
    rest === '' ||
    !/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest) ||
    rest.length > 200
  )
    return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of rest.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const size = units.get(unit) ?? 0n;
    total += BigInt(`0${whole}`) * size + (BigInt(`0${fraction}`) * size) / 10n ** BigInt(fraction.length);
  }
  if (total >= 1n << 63n) return undefined;
  return sign === '-' ? -total : total;
}

const nanosecondsPerSecond = 1_000_000_000n;

const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['\u00b5s', 1000n],
  ['\u03bcs', 1000n],
  ['ms', 1_000_000n],
  ['s', nanosecondsPerSecond],
  ['m', 60n * nanosecondsPerSecond],
  ['h', 3600n * nanosecondsPerSecond],
]);

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
