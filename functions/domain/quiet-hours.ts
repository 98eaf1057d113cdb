/** A part of each day, by the clock on a wall. */
export interface QuietHours {
  /** As in `22:00`. */
  readonly from: string;
  /** The first minute that is not quiet any more; before `from` where the night lies between. */
  readonly to: string;
  /** As in `Europe/Berlin`. */
  readonly timeZone: string;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** No zone sets its clocks by more at once; what is left of the way is gone minute by minute. */
const LONGEST_SHIFT_MINUTES = 180;

/**
 * When the quiet that holds at that moment ends, epoch ms; undefined when there is none. Where clocks are set in that
 * night, it ends with the first minute at which the wall shows none of its hours; hours that come twice are quiet twice.
 */
export function quietUntilEpochMs(hours: QuietHours, nowEpochMs: number): number | undefined {
  const clock = wallClock(hours.timeZone);
  const to = minutesOf(hours.to);
  const leftMinutes = (epochMs: number) => minutesBetween(minutesOf(clock.format(epochMs)), to);
  const wholeMinutes = minutesBetween(minutesOf(hours.from), to);
  const isQuiet = (epochMs: number) => leftMinutes(epochMs) <= wholeMinutes;
  if (!isQuiet(nowEpochMs)) return undefined;
  const minuteMs = Math.floor(nowEpochMs / MINUTE_MS) * MINUTE_MS;
  let epochMs = minuteMs + Math.max(0, leftMinutes(nowEpochMs) - LONGEST_SHIFT_MINUTES) * MINUTE_MS;
  while (isQuiet(epochMs)) epochMs += MINUTE_MS;
  return epochMs;
}

/** From one time of the day to the next time that the other one comes: 1 to 1,440. */
function minutesBetween(from: number, to: number): number {
  return ((to - from - 1 + DAY_MINUTES) % DAY_MINUTES) + 1;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Making one takes longer than a thousand uses. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, made);
  return made;
}
