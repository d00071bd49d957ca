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
