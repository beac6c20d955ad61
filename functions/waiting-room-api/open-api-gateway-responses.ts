import { refused } from "./http";
import { refusals, type Refusal } from "./refusals";

/**
 * What API Gateway answers by itself, in the API's own words: no cache keeps it, and it tells when to come again. Types
 * that are not named take the form of their default.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayResponses = {
  /** Whatever is in no route, and an operators' route that is called without a signature. */
  MISSING_AUTHENTICATION_TOKEN: inOurForm(refusals.notFound),
  RESOURCE_NOT_FOUND: inOurForm(refusals.notFound),
  THROTTLED: inOurForm(refusals.throttled),
  QUOTA_EXCEEDED: inOurForm(refusals.throttled),
  REQUEST_TOO_LARGE: inOurForm(refusals.tooLarge),
  BAD_REQUEST_BODY: inOurForm(refusals.badJson),
  BAD_REQUEST_PARAMETERS: inOurForm(refusals.badJson),
  UNSUPPORTED_MEDIA_TYPE: inOurForm(refusals.badJson),
  DEFAULT_4XX: inOurForm(refusals.forbidden),
  /** The function could not be called or gave no answer: it has no process free, or has taken too long. */
  DEFAULT_5XX: inOurForm(refusals.store),
} as const;

function inOurForm(refusal: Refusal) {
  const { status, headers, body } = refused(refusal);
  const { "content-type": type, ...others } = headers;
  return {
    statusCode: String(status),
    responseParameters: Object.fromEntries(
      // A value in quotes is meant as it stands.
      Object.entries(others).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
    ),
    responseTemplates: { [String(type).split(";")[0] ?? ""]: body },
  };
}
