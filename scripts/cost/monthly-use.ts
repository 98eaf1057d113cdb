import type { StackCount } from './count-stack.ts';
import type { PriceName } from './prices.ts';

/** A month of one account: what is dropped and what is sent, spread over the days. */
export interface Scenario {
  readonly drops: number;
  readonly calls: number;
  /** Of each picture. */
  readonly megabytes: number;
}

export interface Use {
  readonly price: PriceName;
  readonly units: number;
  /** How it comes to that. */
  readonly because: string;
}

const MINUTES = 30 * 24 * 60;

/** Lambda keeps five connections to a queue open, each asking again after 20 s. */
const IDLE_REQUESTS_PER_QUEUE = 5 * 3 * MINUTES;
/** A hint when it is accepted, one when it is due, one of the sweep in between. */
const HINTS_PER_POST = 3;

/** Seconds a run, half of them with a cold start of one second: posts that are 40 minutes apart find nobody awake. */
const secondsPerRun = { 's3-drop': 0.6, webhook: 0.7, publish: 2.5, sweep: 0.1 } as const;

/** What a month of the scenario takes of each thing that has a price. Estimates are rounded up. */
export function monthlyUse(stack: StackCount, { drops, calls, megabytes }: Scenario): readonly Use[] {
  const { alarms, dashboards, secrets, polledQueues, memoryGb } = stack;
  const posts = drops + calls;
  const gigabytes = (posts * megabytes) / 1000;
  const runs = { 's3-drop': drops, webhook: calls, publish: posts * HINTS_PER_POST, sweep: MINUTES };
  const names = Object.keys(runs) as (keyof typeof runs)[];
  const gbSeconds = names.map((name) => runs[name] * secondsPerRun[name] * memoryGb[name]);
  return [
    {
      price: 'lambdaRequests',
      units: sum(Object.values(runs)),
      because: 'one a minute for the sweep, three hints a post',
    },
    {
      price: 'lambdaTime',
      units: sum(gbSeconds),
      because: '2.5 s for a run that publishes, a cold start in every second one',
    },
    {
      price: 'logWrites',
      units: posts * 72,
      because: 'an intake, a lease, four transactions with row and account, its end shown, two indexes',
    },
    {
      price: 'logReads',
      units: posts * 40 + MINUTES * 2,
      because: '40 a post; the sweep asks each minute what is due',
    },
    {
      price: 'queueRequests',
      units: polledQueues * IDLE_REQUESTS_PER_QUEUE + posts * HINTS_PER_POST * 3,
      because: 'five waiting connections a queue, day and night; posts hardly count',
    },
    { price: 'apiCalls', units: calls, because: 'one a webhook call' },
    { price: 'secrets', units: secrets, because: 'one an account, one a webhook, one for the bridge' },
    { price: 'secretReads', units: posts * 2, because: 'one a cold start, kept while the function is warm' },
    { price: 'storage', units: gigabytes, because: 'what a month adds; pictures stay until you delete them' },
    {
      price: 'objectWrites',
      units: posts * 4,
      because: 'each picture is put once and tagged once; twice it is listed what lies beside it, at the same price',
    },
    { price: 'objectReads', units: posts * 5, because: 'looked at, then read in pieces' },
    { price: 'logLines', units: (posts * 20 + MINUTES * 1.5) / 1e6, because: '20 KB a post, 1.5 KB a sweep' },
    { price: 'metrics', units: 7 * 2, because: 'seven numbers of a post that goes well, for all and for the account' },
    { price: 'alarms', units: alarms, because: 'as in the stack' },
    { price: 'dashboards', units: dashboards, because: 'as in the stack' },
    { price: 'transferOut', units: gigabytes, because: 'each picture goes to X once' },
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
