// How long ago something was, in words.
import { text } from './en';

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const STEPS: ReadonlyArray<readonly [Intl.RelativeTimeFormatUnit, number]> = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Infinity],
];

export function ago(moment: string | null | undefined, now = Date.now()): string {
  if (!moment) {
    return text.never;
  }
  let amount = (Date.parse(moment) - now) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) {
      return unit === 'second' ? 'just now' : words.format(Math.round(amount), unit);
    }
    amount /= size;
  }
  return text.never;
}

const clock = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long' });
const calendar = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** A moment as exactly as somebody may want to know it, where they are. */
export function exactly(moment: string): string {
  return clock.format(Date.parse(moment));
}

/** The day of a moment, where the reader is. */
export function dayOf(moment: string, now = Date.now()): string {
  const day = calendar.format(Date.parse(moment));
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return day === calendar.format(now)
    ? text.activity.today
    : day === calendar.format(yesterday)
      ? text.activity.yesterday
      : day;
}
