/** What CloudFront Functions gives a function that has a key value store. */
declare module "cloudfront" {
  const cloudfront: {
    kvs(): {
      /** Fails if the key is missing. */
      get(key: string): Promise<string>;
    };
  };
  export default cloudfront;
}
