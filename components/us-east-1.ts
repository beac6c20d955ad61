/**
 * Where CloudFront has its certificates, web ACLs, logs and figures, and Lambda@Edge its functions, wherever visitors
 * and origins are.
 */
export const usEast1 = "us-east-1";
