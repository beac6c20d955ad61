import { offlineAccount } from "../fake-ids";

export interface Invoked {
  readonly args: Readonly<Record<string, unknown>>;
  readonly region: string;
}

/** What each function the program calls answers. A function that is missing here fails by its name. */
export const invokeAnswers: Readonly<
  Record<string, (invoked: Invoked) => Readonly<Record<string, unknown>>>
> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: offlineAccount,
    accountId: offlineAccount,
    arn: `arn:aws:iam::${offlineAccount}:role/offline-preview`,
    userId: "AROAOFFLINEPREVIEW",
  }),
};
