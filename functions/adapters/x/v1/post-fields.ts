import type { PostRequest } from '../../../domain/x-account.ts';

export type Field = readonly [name: string, value: string];

/** The parameters that `statuses/update` and `statuses/update_with_media` share (seed documents of both). */
export function sharedFields({ text, replyTo, geo, sensitive }: PostRequest): Field[] {
  return [
    ['status', text],
    ...optional('in_reply_to_status_id', replyTo),
    ...optional('possibly_sensitive', sensitive),
    ...optional('lat', geo?.lat),
    ...optional('long', geo?.long),
    ...optional('place_id', geo?.placeId),
    ...optional('display_coordinates', geo?.displayCoordinates),
  ];
}

/** The parameter, unless there is nothing to send. */
export function optional(name: string, value: string | number | boolean | undefined): Field[] {
  if (value === undefined) return [];
  return [[name, typeof value === 'number' ? decimal(value) : String(value)]];
}

/** Up to 8 decimals, which is what X keeps; never in powers of ten, which it would not read. */
function decimal(value: number): string {
  return value.toFixed(8).replace(/\.?0+$/, '');
}
