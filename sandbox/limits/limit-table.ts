const QUARTER_SECONDS = 15 * 60;
const DAY_SECONDS = 24 * 60 * 60;

/** How often something may be called. */
export interface LimitRule {
  /** Requests in a window for one user. */
  readonly perUser: number;
  readonly windowSeconds: number;
  /** Where `application/rate_limit_status` shows it, as in `['statuses', '/statuses/show/:id']`. */
  readonly shownAs?: readonly [string, string];
  /** Requests for all users of an app together. */
  readonly perApp?: { readonly limit: number; readonly windowSeconds: number };
  /** The two sets of 24 hour headers go with it. */
  readonly withDayHeaders?: true;
}

/** v1.1 counts a quarter of an hour for each user (rate limits as recorded and documented in 2019). */
function v1(perUser: number, family: string, resource: string): LimitRule {
  return { perUser, windowSeconds: QUARTER_SECONDS, shownAs: [family, resource] };
}

/** v2 counts users by the quarter hour and apps by the day (rate limits of August 2026). */
function v2(perUser: number, appPerDay?: number): LimitRule {
  const app = appPerDay === undefined ? {} : { perApp: { limit: appPerDay, windowSeconds: DAY_SECONDS } };
  return { perUser, windowSeconds: QUARTER_SECONDS, ...app };
}

/** Keyed by name of endpoint or call. What is not here has no limit on requests: posting on v1.1 has none. */
export const limitTable: Readonly<Record<string, LimitRule | undefined>> = {
  'v1.statuses.show': v1(900, 'statuses', '/statuses/show/:id'),
  'v1.statuses.user_timeline': v1(900, 'statuses', '/statuses/user_timeline'),
  'v1.media.upload': v1(500, 'media', '/media/upload'),
  'v1.media.upload.init': v1(200, 'media', '/media/upload?command=INIT'),
  'v1.media.upload.append': v1(20_000, 'media', '/media/upload?command=APPEND'),
  'v1.media.upload.finalize': v1(615, 'media', '/media/upload?command=FINALIZE'),
  'v1.media.upload.status': v1(1000, 'media', '/media/upload?command=STATUS'),
  'v1.help.configuration': v1(15, 'help', '/help/configuration'),
  'v1.account.verify_credentials': v1(75, 'account', '/account/verify_credentials'),
  'v1.application.rate_limit_status': v1(180, 'application', '/application/rate_limit_status'),
  'v1.geo.reverse_geocode': v1(15, 'geo', '/geo/reverse_geocode'),
  'v2.tweets.create': { ...v2(100, 10_000), withDayHeaders: true },
  'v2.tweets.delete': v2(50),
  'v2.tweets.read': v2(900),
  'v2.users.me': v2(75),
  'v2.users.tweets': { ...v2(900), perApp: { limit: 10_000, windowSeconds: QUARTER_SECONDS } },
  'v2.media.upload': v2(500, 50_000),
  'v2.media.upload.status': v2(1000, 100_000),
  'v2.media.upload.initialize': v2(1875, 180_000),
  'v2.media.upload.append': v2(1875, 180_000),
  'v2.media.upload.finalize': v2(1875, 180_000),
  'v2.media.metadata': v2(500, 50_000),
};
