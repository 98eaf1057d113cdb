import type { Journal } from './journal.ts';

const TABLE = 'messages';

/** A direct message that a shortcode made. */
export interface DirectMessage {
  readonly id: string;
  readonly senderId: string;
  /** As written after `D` or `M`, without `@`. */
  readonly recipientScreenName: string;
  readonly text: string;
  readonly createdAtEpochMs: number;
}

/** Direct messages, oldest first. */
export class MessageBox {
  readonly #journal: Journal;
  readonly #messages: DirectMessage[];

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#messages = journal.load(TABLE).map(({ value }) => value as DirectMessage);
  }

  get all(): readonly DirectMessage[] {
    return this.#messages;
  }

  add(message: DirectMessage): void {
    this.#messages.push(message);
    this.#journal.put(TABLE, message.id, message);
  }

  clear(): void {
    this.#messages.length = 0;
  }
}
