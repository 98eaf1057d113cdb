import * as z from 'zod';

/** Names of accounts and webhooks: they become parts of paths and of secrets' names. */
export const accountName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'must be 1 to 63 of a-z, 0-9 and "-", not starting with "-"',
});

/** A header, spelt as all headers are spelt here once they have come in. */
export const headerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'must be a header in lower case: 1 to 63 of a-z, 0-9 and "-"',
});
