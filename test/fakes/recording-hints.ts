import { StoreUnavailableError } from '../../functions/domain/errors.ts';
import type { FetchHints, Hints } from '../../functions/domain/ports.ts';

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

/** The same for hints at what is to be fetched. */
export class RecordingFetchHints implements FetchHints {
  readonly sent: string[] = [];
  isDown = false;

  async send(publicationId: string): Promise<void> {
    await Promise.resolve();
    if (this.isDown) throw new StoreUnavailableError('the queue of fetches does not answer');
    this.sent.push(publicationId);
  }
}
