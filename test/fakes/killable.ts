import type { PublishPorts } from '../../functions/domain/publish-ports.ts';
import type { XAccounts } from '../../functions/domain/x-account.ts';

/** One moment of a run: before or after a call that its ports get, named as in `log.transact` or `x.createPost`. */
export interface Moment {
  readonly when: 'before' | 'after';
  readonly call: string;
  /** Which of those calls. @default the first */
  readonly fits?: (...args: readonly unknown[]) => boolean;
}

export interface Killable {
  readonly ports: PublishPorts;
  /** Resolves when the process is dead. */
  readonly killed: Promise<void>;
}

/**
 * The ports of a process that dies at that moment: the call in hand never returns, nor does any later one, so that
 * nothing which cleans up after an error can save the day.
 */
export function killable(ports: PublishPorts, { when, call, fits = () => true }: Moment): Killable {
  const { promise: killed, resolve: die } = Promise.withResolvers<void>();
  let isDead = false;
  const never = new Promise<never>(() => undefined);
  const watch = (name: string, run: (...args: readonly unknown[]) => unknown) => {
    return async (...args: readonly unknown[]) => {
      if (isDead) return never;
      const isMoment = name === call && fits(...args);
      const kill = (): Promise<never> => {
        isDead = true;
        die();
        return never;
      };
      if (isMoment && when === 'before') return kill();
      const answer = await run(...args);
      return isDead ? never : isMoment ? kill() : answer;
    };
  };
  const over = <Port extends object>(prefix: string, port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function' || typeof name !== 'string' || name === 'unsupportedFields') return value;
        return watch(`${prefix}.${name}`, value.bind(target) as (...args: readonly unknown[]) => unknown);
      },
    });
  const accounts: XAccounts = { open: async (...args) => over('x', await ports.accounts.open(...args)) };
  return {
    ports: {
      ...ports,
      log: over('log', ports.log),
      media: over('media', ports.media),
      hints: over('hints', ports.hints),
      accounts,
    },
    killed,
  };
}
