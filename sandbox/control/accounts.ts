import * as z from 'zod';

import { type ControlRoute, controlError, controlReply } from './control-route.ts';

const key = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 printable ASCII characters');

const wishSchema = z.strictObject({
  screenName: z.string().regex(/^\w{1,15}$/, 'must be 1 to 15 letters, digits or _'),
  userId: z
    .string()
    .regex(/^[1-9]\d{0,18}$/, 'must be 1 to 19 digits')
    .optional(),
  geoEnabled: z.boolean().optional(),
  protected: z.boolean().optional(),
  access: z.enum(['read', 'read-write', 'read-write-directmessages']).optional(),
  consumerKey: key.optional(),
  consumerSecret: key.optional(),
  accessToken: key.optional(),
  accessTokenSecret: key.optional(),
});

/**
 * POST /_sandbox/accounts: the keys of the account of that name, made when there is none. What is named besides is set,
 * keys too, so that an engine can bring its own.
 */
export const makeAccounts: ControlRoute = {
  method: 'POST',
  path: '/_sandbox/accounts',
  handle(request, { world }) {
    const wish = wishSchema.safeParse(request.json);
    if (!wish.success) return controlError(400, z.prettifyError(wish.error));
    const taken = world.accountBook.takenBy(wish.data);
    if (taken !== undefined) return controlError(409, taken);
    const known = world.accountBook.byName(wish.data.screenName) !== undefined;
    return controlReply(known ? 200 : 201, world.accountBook.add(wish.data));
  },
};

/** GET /_sandbox/accounts: who there is, without secrets. */
export const listAccounts: ControlRoute = {
  method: 'GET',
  path: '/_sandbox/accounts',
  handle: (_request, { world }) =>
    controlReply(200, {
      accounts: world.accounts.map(({ consumerSecret: _consumer, accessTokenSecret: _token, ...account }) => account),
    }),
};
