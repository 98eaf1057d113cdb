import type { ConfigInput } from './config-schema.ts';

/** The config as written, typed while it is written; `parseConfig` checks it where it is read. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
