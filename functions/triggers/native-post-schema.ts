import * as z from 'zod';

import { MAX_ADDITIONAL_OWNERS, MAX_PHOTOS } from '../domain/x-limits.ts';

/** Twelve links of 2,048 characters weigh less than 280; beyond that nobody need count. */
const MAX_TEXT_UNITS = 25_000;

const wellFormed = z.string().refine((text) => text.isWellFormed(), { error: 'holds half of a surrogate pair' });

/** 64-bit numbers do not survive as JSON numbers, so ids are texts. */
const id = z.string().regex(/^\d{1,19}$/, { error: 'must be a text of 1 to 19 digits' });

/** A list whose length is looked at before its entries, so that a million faults are one fault. */
function shortList<Entry extends z.ZodType>(entry: Entry, most: number) {
  return z
    .array(z.unknown())
    .refine((list) => list.length <= most, { error: `takes at most ${most} entries` })
    .pipe(z.array(entry));
}

const medium = z
  .strictObject({
    /** Key of a picture in the drop bucket. */
    key: wellFormed.min(1).exactOptional(),
    /** The picture itself in base64. */
    data: z.string().exactOptional(),
    /** Where it lies on the internet; fetched once, after the answer. */
    url: z.string().exactOptional(),
    /** Of a file that was uploaded for this webhook, by the id of that upload. */
    upload: z
      .string()
      .regex(/^[0-9a-f]{32}$/, { error: 'must be the id of an upload: 32 hexadecimal digits' })
      .exactOptional(),
    altText: z.string().exactOptional(),
  })
  .check(({ value, issues }) => {
    const places = [value.key, value.data, value.url, value.upload].filter((place) => place !== undefined);
    if (places.length === 1) return;
    const message = 'needs exactly one of key, data, url and upload';
    issues.push({ code: 'custom', path: [], message, input: undefined });
  });

const geo = z
  .strictObject({
    placeId: z.string().exactOptional(),
    lat: z.number().exactOptional(),
    long: z.number().exactOptional(),
    displayCoordinates: z.boolean().exactOptional(),
  })
  .check(({ value, issues }) => {
    const fault = (field: string, message: string) =>
      issues.push({ code: 'custom', path: [field], message, input: undefined });
    const { placeId, lat, long, displayCoordinates } = value;
    if (displayCoordinates !== undefined && lat === undefined) fault('displayCoordinates', 'needs lat and long');
    if (placeId === undefined && lat === undefined && long === undefined)
      fault('placeId', 'or lat and long are needed');
  });

/** RFC 3339: with seconds and an offset, and a day that the calendar has. */
const moment = z.iso.datetime({
  offset: true,
  error: 'must be a real date and time with seconds and offset, as in 2026-12-24T18:00:00+01:00',
});

/**
 * A post as people write it: body of a webhook, sidecar, manifest, `post` command.
 *
 * Strict: a misspelt field is a fault, since what was meant by it would silently be missing on X. This is about the
 * shape alone; what X would make of it is `checkPost`'s to say.
 */
export const nativePostSchema = z.strictObject({
  account: z.string().min(1).max(63).exactOptional(),
  text: z
    .string()
    .refine((text) => text.length <= MAX_TEXT_UNITS, {
      error: `is longer than ${MAX_TEXT_UNITS} characters`,
      params: { code: 'TEXT_TOO_LONG' },
    })
    .exactOptional(),
  media: shortList(medium, MAX_PHOTOS).exactOptional(),
  replyTo: id.exactOptional(),
  replySettings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).exactOptional(),
  geo: geo.exactOptional(),
  sensitive: z.boolean().exactOptional(),
  madeWithAi: z.boolean().exactOptional(),
  paidPartnership: z.boolean().exactOptional(),
  attachmentUrl: z.string().max(2048).exactOptional(),
  additionalOwners: shortList(id, MAX_ADDITIONAL_OWNERS).exactOptional(),
  scheduleAt: moment.exactOptional(),
  idempotencyKey: wellFormed
    .min(1)
    .max(255)
    .regex(/^\P{Cc}*$/u, { error: 'must be without control characters' })
    .exactOptional(),
});

export type NativePost = z.output<typeof nativePostSchema>;
export type NativeMedium = NonNullable<NativePost['media']>[number];
