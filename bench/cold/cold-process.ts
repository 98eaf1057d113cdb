import type { ColdEvent } from './cold-event.ts';

/** What a fresh process is to do. */
export interface ColdOrder {
  /** URL of the module that exports `handler`. */
  readonly module: string;
  /** Without one the function is only loaded. */
  readonly event?: ColdEvent;
}

/** What it took, from the moment the module was asked for. */
export interface ColdFigures {
  readonly loadMs: number;
  readonly loadCpuMs: number;
  /** Load and first answer together; as the load alone without an event. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly residentBytes: number;
  readonly answer: unknown;
}

type Handler = (event: unknown, context: unknown) => Promise<unknown>;

const context = { awsRequestId: 'cold', getRemainingTimeInMillis: () => 120_000 };

if (import.meta.main) {
  const figures = await measure(JSON.parse(process.argv[2] ?? '') as ColdOrder);
  process.send?.(figures, () => process.exit());
}

async function measure({ module, event }: ColdOrder): Promise<ColdFigures> {
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  const elapsed = () => ({ wallMs: performance.now() - startedMs, cpuMs: cpuSince(startedCpu) });
  const { handler } = (await import(module)) as { handler: Handler };
  const load = elapsed();
  const answer = event === undefined ? null : await handler(event, context);
  const residentBytes = process.memoryUsage.rss();
  return { loadMs: load.wallMs, loadCpuMs: load.cpuMs, ...elapsed(), residentBytes, answer };
}

function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
