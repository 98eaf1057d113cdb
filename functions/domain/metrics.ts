import type { Journal } from './ports.ts';

export type MetricUnit = 'Count' | 'Milliseconds' | 'Seconds' | 'Bytes' | 'None';

/** One number of a step, under CloudWatch's name and unit for it. */
export interface Metric {
  readonly name: string;
  readonly unit: MetricUnit;
  readonly value: number;
}

export type JournalFields = NonNullable<Parameters<Journal['write']>[2]>;

interface Rule {
  readonly name: string;
  readonly unit: MetricUnit;
  /** Undefined where this line has nothing to count. */
  readonly value: (fields: JournalFields) => number | undefined;
}

/** Every number that is counted, by the step whose line carries it. There is no other place that counts. */
const rules = new Map<string, readonly Rule[]>(
  Object.entries({
    accepted: [once('Accepted')],
    repeated: [once('Repeated')],
    posted: [once('Posted'), field('LatencyMs', 'latencyMs', 'Milliseconds'), dollars('CostUsd', 'costMicroUsd')],
    ended: [onceIf('Failed', 'state', ['failed', 'expired']), onceIf('Cancelled', 'state', ['cancelled'])],
    step: [
      onceIf('Waiting', 'to', ['DEFERRED']),
      onceIf('Unknown', 'to', ['AMBIGUOUS']),
      dollars('MonthCostUsd', 'monthMicroUsd'),
    ],
    uploaded: [field('UploadBytes', 'bytes', 'Bytes'), field('UploadMs', 'durationMs', 'Milliseconds')],
    fetched: [field('FetchBytes', 'bytes', 'Bytes'), field('FetchMs', 'durationMs', 'Milliseconds')],
    'oldest-due': [field('OldestAgeSeconds', 'ageSeconds', 'Seconds')],
    'needs-human': [once('NeedsHuman')],
    'account-held': [once('Held')],
    'double-detected': [once('DoubleDetected')],
    'posted-unrecorded': [once('PostedUnrecorded')],
    'claim-lost': [once('ClaimLost')],
    'trigger-rejected': [once('TriggerRejected')],
    'record-failed': [once('RecordFailed')],
    'unexpected-error': [once('UnexpectedError')],
  }),
);

/** The numbers that a line of the journal stands for; none for most. */
export function metricsOf(event: string, fields: JournalFields): readonly Metric[] {
  return (rules.get(event) ?? []).flatMap(({ name, unit, value }) => {
    const number = value(fields);
    return number === undefined ? [] : [{ name, unit, value: number }];
  });
}

function once(name: string): Rule {
  return { name, unit: 'Count', value: () => 1 };
}

function onceIf(name: string, fieldName: string, values: readonly string[]): Rule {
  return { name, unit: 'Count', value: (fields) => (values.includes(String(fields[fieldName])) ? 1 : undefined) };
}

function field(name: string, fieldName: string, unit: MetricUnit): Rule {
  return { name, unit, value: (fields) => numberIn(fields, fieldName) };
}

function dollars(name: string, fieldName: string): Rule {
  return {
    name,
    unit: 'None',
    value: (fields) => {
      const microUsd = numberIn(fields, fieldName);
      return microUsd === undefined ? undefined : microUsd / 1e6;
    },
  };
}

function numberIn(fields: JournalFields, fieldName: string): number | undefined {
  const value = fields[fieldName];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
