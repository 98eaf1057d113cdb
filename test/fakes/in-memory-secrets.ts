import { AccountHeldError } from '../../functions/domain/errors.ts';
import type { Secrets } from '../../functions/domain/ports.ts';

/** Secrets in a map; `reads` tells which were asked for. */
export class InMemorySecrets implements Secrets {
  readonly values: Map<string, unknown>;
  readonly reads: string[] = [];

  constructor(values: Readonly<Record<string, unknown>> = {}) {
    this.values = new Map(Object.entries(values));
  }

  async read(name: string): Promise<unknown> {
    await Promise.resolve();
    this.reads.push(name);
    if (!this.values.has(name)) throw new AccountHeldError('secret', 'SECRET_NO_CURRENT', `no secret ${name}`);
    return structuredClone(this.values.get(name));
  }
}
