import { held, type Outcome, type Verdict } from './outcome.ts';

const daily: Verdict = { error: 'RateLimitedError', code: 'DAILY_LIMIT' };
const limited: Verdict = { error: 'RateLimitedError', code: 'RATE_LIMITED' };

const useV2 = "If it is a self-serve app, it cannot post through v1.1: set `driver: 'v2'` for this account.";
const topUp = 'Buy credits in the X developer console, then `resume` the account.';
const waits = 'Nothing to do: the post waits until X allows it again.';
const regenerate = 'Regenerate the access token and secret in the X developer console and store them.';
const giveWrite =
  'Give the app "Read and write" in the X developer console, then regenerate the access token: an old token keeps its old rights.';
const storeUserKeys = 'Store the four OAuth 1.0a values of the account; an app-only bearer token cannot post.';

/** What X says about the account or the app: no post passes until that changes. */
export const accountOutcomes: readonly Outcome[] = [
  // Money and access.
  { problems: ['credits', 'credits-depleted'], verdict: held('credits', 'CREDITS'), advice: topUp },
  { statuses: [402], verdict: held('credits', 'CREDITS'), advice: topUp },
  { problems: ['usage-capped'], says: /daily/i, verdict: daily, advice: waits },
  {
    problems: ['usage-capped'],
    verdict: held('credits', 'USAGE_CAP'),
    advice: 'Raise the usage cap of the app in the X developer console, or wait for its next period, then `resume`.',
  },
  { codes: [453], verdict: held('access', 'ACCESS_TIER'), advice: useV2 },
  {
    codes: [68, 251],
    verdict: held('access', 'ACCESS_TIER'),
    advice: "X has switched this address off: set `driver: 'v2'` for this account.",
  },
  {
    codes: [261],
    verdict: held('access', 'ACCESS_WRITE'),
    advice: giveWrite,
  },
  {
    problems: ['oauth1-permissions'],
    verdict: held('access', 'ACCESS_WRITE'),
    advice: giveWrite,
  },
  {
    problems: ['client-forbidden'],
    verdict: held('access', 'ACCESS_TIER'),
    advice: 'Attach the app to a project with API access in the X developer console (pay-per-use, production).',
  },
  {
    problems: ['unsupported-authentication'],
    verdict: held('access', 'ACCESS_TOKEN_KIND'),
    advice: storeUserKeys,
  },
  {
    codes: [220],
    verdict: held('access', 'ACCESS_TOKEN_KIND'),
    advice: storeUserKeys,
  },
  {
    codes: [87, 416],
    verdict: held('access', 'ACCESS_TIER'),
    advice: 'Look at the state of the app in the X developer console: X does not let it do this.',
  },
  {
    codes: [34],
    verdict: held('access', 'ENDPOINT_GONE'),
    advice: "X does not know this address: check the X API base URL; for v1.1, set `driver: 'v2'`.",
  },
  // The account.
  {
    codes: [64],
    verdict: held('locked', 'ACCOUNT_LOCKED'),
    advice: 'X has suspended the account: log in to x.com, follow what it says, then `resume`.',
  },
  {
    codes: [326, 231],
    verdict: held('locked', 'ACCOUNT_LOCKED'),
    advice: 'Log in to x.com with this account to unlock it, then `resume`.',
  },
  {
    codes: [226],
    verdict: held('access', 'LOOKS_AUTOMATED'),
    advice:
      'X takes these calls for spam: log in to x.com with the account, pause for a day, post less often, then `resume`.',
  },
  // Keys. Code 32 and 135 come here only when the clock is not, or no longer, the reason.
  {
    codes: [135],
    verdict: held('clock-or-keys', 'CLOCK_OR_KEYS'),
    advice: 'Set the clock of this machine (NTP), then `resume`.',
  },
  { codes: [89], verdict: held('auth', 'AUTH'), advice: regenerate },
  { codes: [215, 99], verdict: held('auth', 'AUTH'), advice: regenerate },
  {
    codes: [32],
    verdict: held('auth', 'AUTH'),
    advice: 'Check that all four keys belong together and were copied whole; store them again.',
  },
  { statuses: [401], verdict: held('auth', 'AUTH'), advice: regenerate },
  // Pace.
  {
    codes: [191],
    verdict: daily,
    advice: 'Nothing to do: the post waits until X takes pictures of this account again.',
  },
  { codes: [185, 344], verdict: daily, advice: waits },
  { codes: [88], verdict: limited, advice: waits },
  { problems: ['rate-limit-exceeded'], verdict: limited, advice: waits },
  { statuses: [420, 429], verdict: limited, advice: waits },
];
