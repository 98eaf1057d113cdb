import * as z from 'zod';

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of the day as in "22:00"' });

/** A part of each day in which nothing is posted, by the clocks of that zone. */
export const quietHoursSchema = z
  .strictObject({
    from: time,
    to: time,
    timeZone: z.string().refine(isTimeZone, { error: 'must be the name of a time zone as in "Europe/Berlin"' }),
  })
  .refine(({ from, to }) => from !== to, { error: 'must begin and end at different times', path: ['to'] });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
