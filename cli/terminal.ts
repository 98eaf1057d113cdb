/** Where the answer goes, what is said besides, and who can be asked. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /**
   * The answer of whoever sits there; absent where nobody does.
   *
   * @param options.isHidden what is typed does not show
   */
  readonly ask?: (question: string, options?: { readonly isHidden?: boolean }) => Promise<string>;
}
