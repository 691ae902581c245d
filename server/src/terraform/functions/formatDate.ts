// The format language of `formatdate`: runs of one letter stand for fields, quoted text for itself.
// Called by time.ts.
import type { ClockFields, Timestamp } from './timestamp.ts';
import { clockFields, digits, offsetText } from './timestamp.ts';

/** The moment in a format; undefined where the format has a letter or a quote that means nothing. */
export function formatDate(format: string, timestamp: Timestamp): string | undefined {
  const fields = clockFields(timestamp);
  let result = '';
  for (const [token] of format.matchAll(/'(?:[^']|'')*'|'|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    const piece = pieceOf(token, fields, timestamp.offsetMinutes);
    if (piece === undefined) return undefined;
    result += piece;
  }
  return result;
}

function pieceOf(token: string, fields: ClockFields, offsetMinutes: number): string | undefined {
  if (token.startsWith("'")) return quotedText(token);
  if (!/^[A-Za-z]/.test(token)) return token;
  const hour12 = fields.hour % 12 === 0 ? 12 : fields.hour % 12;
  const pieces: Readonly<Record<string, string | undefined>> = {
    YYYY: digits(fields.year, 4),
    YY: digits(fields.year % 100, 2),
    MMMM: months[fields.month - 1],
    MMM: months[fields.month - 1]?.slice(0, 3),
    MM: digits(fields.month, 2),
    M: String(fields.month),
    DD: digits(fields.day, 2),
    D: String(fields.day),
    EEEE: weekdays[fields.weekday],
    EEE: weekdays[fields.weekday]?.slice(0, 3),
    hh: digits(fields.hour, 2),
    h: String(fields.hour),
    HH: digits(hour12, 2),
    H: String(hour12),
    AA: fields.hour < 12 ? 'AM' : 'PM',
    aa: fields.hour < 12 ? 'am' : 'pm',
    mm: digits(fields.minute, 2),
    m: String(fields.minute),
    ss: digits(fields.second, 2),
    s: String(fields.second),
    ZZZZZ: offsetText(offsetMinutes, ':'),
    ZZZZ: offsetText(offsetMinutes, ''),
    ZZZ: offsetMinutes === 0 ? 'UTC' : offsetText(offsetMinutes, ''),
    Z: offsetMinutes === 0 ? 'Z' : offsetText(offsetMinutes, ':'),
  };
  return Object.hasOwn(pieces, token) ? pieces[token] : undefined;
}

/** A doubled quote inside is one quote, and so is a pair with nothing between. */
function quotedText(token: string): string | undefined {
  if (token === "'") return undefined;
  return token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'");
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
