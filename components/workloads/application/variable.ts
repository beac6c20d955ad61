/** One variable of a container, and where its value comes from. */
export type Variable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly configKey: string }
  | { readonly name: string; readonly secretKey: string };
