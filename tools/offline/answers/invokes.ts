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
  // Which build is current only AWS knows; this one says that nobody asked.
  "aws:eks/getAddonVersion:getAddonVersion": ({ args, region }) => ({
    ...args,
    id: args["addonName"],
    region,
    version: "v0.0.0-eksbuild.0",
  }),
};
