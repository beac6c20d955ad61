/** The Service in front of a version that nobody has switched to so far. */
export const previewName = (service: string) => `${service}-preview`;

/** Of the template that all services share, and of the pods that ask. */
export const healthCheckName = "health-check";
