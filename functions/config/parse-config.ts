import { ConfigError } from '../domain/errors.ts';
import { listFaults } from '../domain/list-faults.ts';
import { configSchema, type PigeonpostConfig } from './config-schema.ts';
import { listCrossFaults } from './list-cross-faults.ts';
import { listTemplateFaults } from './list-template-faults.ts';

/**
 * The config, checked and with its defaults.
 *
 * @throws ConfigError one report of every fault: path, what is allowed, what was got
 */
export function parseConfig(value: unknown): PigeonpostConfig {
  const parsed = configSchema.safeParse(value, { reportInput: true });
  const faults = [
    ...(parsed.success ? [] : listFaults(parsed.error)),
    ...listCrossFaults(value),
    ...listTemplateFaults(value),
  ];
  if (parsed.success && faults.length === 0) return parsed.data;
  const lines = faults.map(({ path, message }) => `  ${path === '' ? 'the config' : path}: ${message}`);
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  throw new ConfigError(`the configuration has ${count}:\n${lines.join('\n')}`, {
    advice: 'Correct the configuration and start again.',
  });
}
