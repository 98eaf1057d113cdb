/** Middy's settings for a handler whose signal fires that long before Lambda's timeout, and which then ends by itself. */
export function stopEarly(leftMs: number) {
  return {
    timeoutEarlyInMillis: leftMs,
    // Middy would answer at once, and Lambda freeze the write that the signal has set off: the handler answers itself.
    timeoutEarlyResponse: async () => new Promise(() => undefined),
  };
}
