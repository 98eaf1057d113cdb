/** Remembers which nonces were used, for as long as their timestamp could still be accepted. */
export class NonceStore {
  /** Nonces by the minute of their timestamp, so that old ones are forgotten together. */
  readonly #minutes = new Map<number, Set<string>>();

  /** True when this nonce was not seen with that timestamp and owner before; it is remembered now. */
  claim(owner: string, timestampSeconds: number, nonce: string): boolean {
    const minute = Math.floor(timestampSeconds / 60);
    const seen = this.#minutes.get(minute) ?? new Set<string>();
    const key = `${owner}\n${timestampSeconds}\n${nonce}`;
    if (seen.has(key)) return false;
    this.#minutes.set(minute, seen.add(key));
    return true;
  }

  /** Forgets nonces whose timestamp lies before that second. */
  forgetBefore(seconds: number): void {
    for (const minute of this.#minutes.keys()) {
      if ((minute + 1) * 60 <= seconds) this.#minutes.delete(minute);
    }
  }

  clear(): void {
    this.#minutes.clear();
  }
}
