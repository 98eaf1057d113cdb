import { StoreUnavailableError } from '../../functions/domain/errors.ts';
import type { Hints } from '../../functions/domain/ports.ts';

/** A queue of hints that nobody empties; `isDown` makes every send fail. */
export class RecordingHints implements Hints {
  readonly sent: { readonly account: string; readonly delaySeconds: number }[] = [];
  isDown = false;

  async send(account: string, delaySeconds = 0): Promise<void> {
    await Promise.resolve();
    if (this.isDown) throw new StoreUnavailableError('the queue of hints does not answer');
    this.sent.push({ account, delaySeconds });
  }
}
