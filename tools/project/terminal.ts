/** Where a command says what there is to say. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}
