/** Two attempts. Without `throwOnRequestTimeout` a late answer is only logged and still waited for. */
export const impatient = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_200, throwOnRequestTimeout: true },
};
