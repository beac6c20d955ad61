/** How an API and the name before it speak TLS. Without a policy they take TLS 1.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html */
export const apiTls = { securityPolicy: "SecurityPolicy_TLS13_1_2_2021_06", endpointAccessMode: "STRICT" };
