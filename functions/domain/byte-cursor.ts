/** Walks over bytes as they arrive and holds one chunk at a time; every method tells by `false` or `undefined` that they ended. */
export class ByteCursor {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #offset = 0;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  /** The next byte, 0 to 255. */
  async byte(): Promise<number | undefined> {
    return (await this.#fill()) ? this.#chunk[this.#offset++] : undefined;
  }

  /** The next `count` bytes; meant for a few of them. */
  async take(count: number): Promise<Uint8Array | undefined> {
    const taken = new Uint8Array(count);
    for (let filled = 0; filled < count;) {
      if (!(await this.#fill())) return undefined;
      const part = this.#chunk.subarray(this.#offset, this.#offset + count - filled);
      taken.set(part, filled);
      filled += part.length;
      this.#offset += part.length;
    }
    return taken;
  }

  async skip(count: number): Promise<boolean> {
    let left = count;
    while (left > 0) {
      if (!(await this.#fill())) return false;
      const step = Math.min(left, this.#chunk.length - this.#offset);
      this.#offset += step;
      left -= step;
    }
    return true;
  }

  /** Stands behind the next byte of this value. */
  async skipPast(value: number): Promise<boolean> {
    while (await this.#fill()) {
      const found = this.#chunk.indexOf(value, this.#offset);
      this.#offset = found === -1 ? this.#chunk.length : found + 1;
      if (found !== -1) return true;
    }
    return false;
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(): Promise<boolean> {
    while (this.#offset >= this.#chunk.length) {
      const next = await this.#chunks.next();
      if (next.done === true) return false;
      this.#chunk = next.value;
      this.#offset = 0;
    }
    return true;
  }
}
