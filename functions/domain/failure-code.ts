/** What one of our own codes means, and what a person does about it. */
export interface FailureCode {
  readonly means: string;
  /** Whether Pigeonpost sends it again by itself. */
  readonly again: 'never' | 'by itself' | 'after resume' | 'after a look';
  readonly advice: string;
}
