import { enableCompileCache } from "node:module";

// The AWS SDK of Pulumi is tens of thousands of lines; compiled code of the last run saves half of its load time.
// Import this before everything else.
enableCompileCache();
