/**
 * The table of the publication log, as the adapter needs it and as it is deployed: one item for each row, account,
 * claim and mark.
 *
 * Both indexes hold publications only, and only the keys and the few attributes they are searched by: rows themselves
 * are always read from the table, consistently. Neither grows a hot partition worth the name: an instance writes some
 * rows a second at most, and a partition takes a thousand.
 */
export const logTable = {
  /** Text. */
  partitionKey: 'id',
  /** Number, epoch seconds; stands on finished rows, and on claims and marks that may be forgotten. */
  ttlAttribute: 'expiresAt',
  indexes: {
    /** What waits for its time: `<account>#<when>`, so that a sweep reads one entry an account. Empty when all is done. */
    due: { name: 'due', partitionKey: 'kind', sortKey: 'due', nonKeyAttributes: ['acceptedAt'] },
    /** Every row by the moment of its acceptance, with what a list is narrowed by. */
    newest: {
      name: 'newest',
      partitionKey: 'kind',
      sortKey: 'acceptedAt',
      nonKeyAttributes: ['account', 'state', 'source'],
    },
  },
} as const;

/** How long a finished row is kept: longer than any message may lie in a dead-letter queue (14 days). */
export const KEPT_AFTER_END_DAYS = 90;
