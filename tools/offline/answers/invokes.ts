export interface Invoked {
  readonly args: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly account: string;
}

/** What each function the program calls answers. A function that is missing here fails by its name. */
export const invokeAnswers: Readonly<
  Record<string, (invoked: Invoked) => Readonly<Record<string, unknown>>>
> = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ account }) => ({
    id: account,
    accountId: account,
    arn: `arn:aws:iam::${account}:role/offline-preview`,
    userId: "AROAOFFLINEPREVIEW",
  }),
};
