// Days of the calendar as ignore comments write them.
// It reads no clock: whoever has one hands in the date.

/** `2027-01-31`, by the clock of the place where the program runs. */
export function dayOf(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whether a text is a day of the calendar, written `2027-01-31`. */
export function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return year !== '' && date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

/** The day so many days after another; undefined where the other is no day. */
export function dayAfter(day: string, days: number): string | undefined {
  if (!isDay(day)) return undefined;
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
