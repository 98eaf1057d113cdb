import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Tokens that a form must bring back, each good for one address: a form that we did not make, however it got past the
 * door, does nothing. They last as long as this process.
 */
export class ActionTokens {
  readonly #key = randomBytes(32);

  /** @param path where the form leads, as in `/publications/1/cancel` */
  make(path: string): string {
    return this.#digest(path).toString('base64url');
  }

  isGood(path: string, token: string): boolean {
    const [given, expected] = [Buffer.from(token, 'base64url'), this.#digest(path)];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #digest(path: string): Buffer {
    return createHmac('sha256', this.#key).update(path).digest();
  }
}
