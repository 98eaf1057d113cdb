import * as z from 'zod';

/** Names of accounts and webhooks: they become parts of paths and of secrets' names. */
export const accountName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'must be 1 to 63 of a-z, 0-9 and "-", not starting with "-"',
});

/** A header, spelt as all headers are spelt here once they have come in. */
export const headerName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: 'must be a header in lower case: 1 to 63 of a-z, 0-9 and "-"',
});

/** A host, and a port where it is not that of its scheme: spelt as a URL spells it once it was read. */
export const hostName = z
  .string()
  // No pattern: one host of a network is meant, never all of it.
  .refine((host) => !host.includes('*') && ['https', 'http'].some((scheme) => hostIn(scheme, host) === host), {
    error: 'must be a host in lower case, with its port where it has one of its own, as in cms.internal:8443',
  });

function hostIn(scheme: string, host: string): string | undefined {
  return URL.parse(`${scheme}://${host}`)?.host;
}
