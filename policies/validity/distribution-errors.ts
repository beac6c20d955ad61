import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { records, text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html */
const knownErrors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
const answers = [200, ...knownErrors];
const errors = (...customErrorResponses: readonly Props[]) =>
  example(types.distribution, { customErrorResponses });
const page = { responseCode: 503, responsePagePath: "/vwr/_page/unavailable.html" };

export const errorPagesLegal: ResourcePolicy = {
  kind: "resource",
  id: "distributions-error-pages-legal",
  requirement:
    "An error page is for an error that CloudFront knows, and says both what is shown and with which status.",
  controls: ["V-22"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) => {
    const all = records(one.props["customErrorResponses"]);
    return all.flatMap((each, index) => {
      const path = `customErrorResponses[${String(index)}]`;
      const shown = text(each["responsePagePath"]);
      const status = each["responseCode"];
      return [
        ...violationIf(
          !knownErrors.some((code) => code === each["errorCode"]),
          one,
          `${path}.errorCode`,
          `is none of ${knownErrors.join(", ")}`,
        ),
        ...violationIf(
          all.findIndex(({ errorCode }) => errorCode === each["errorCode"]) !== index,
          one,
          `${path}.errorCode`,
          "is that of an earlier error page",
        ),
        ...violationIf(
          (shown === undefined) !== (status === undefined),
          one,
          path,
          "has only one of responsePagePath and responseCode",
        ),
        ...violationIf(
          status !== undefined && !answers.some((code) => code === status),
          one,
          `${path}.responseCode`,
          "is no status that CloudFront answers",
        ),
        ...violationIf(
          shown !== undefined && !/^\/\S{0,4094}$/.test(shown),
          one,
          `${path}.responsePagePath`,
          "is no path that begins with /",
        ),
      ];
    });
  },
  violatedBy: [
    [errors({ errorCode: 429, ...page })],
    [errors({ errorCode: 503, responseCode: 503 })],
    [errors({ errorCode: 503, responsePagePath: "/error.html" })],
    [errors({ errorCode: 503, ...page, responseCode: 302 })],
    [errors({ errorCode: 503, ...page, responsePagePath: "error.html" })],
    [errors({ errorCode: 503, ...page }, { errorCode: 503 })],
  ],
  keptBy: [
    errors({ errorCode: 503, ...page, errorCachingMinTtl: 1 }, { errorCode: 404, errorCachingMinTtl: 0 }),
  ],
};

/** CON-28: an API says 403 and 404 in JSON, and what is shown by the distribution is shown under every path of it. */
export const apiErrorsKept: ResourcePolicy = {
  kind: "resource",
  id: "distributions-keep-errors-of-apis",
  requirement: "A distribution turns neither 403 nor 404 into a page: the API's own answers would be lost.",
  controls: ["EDGE-14"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) =>
    records(one.props["customErrorResponses"])
      .map((each, index) => ({ each, path: `customErrorResponses[${String(index)}]` }))
      .filter(
        ({ each }) =>
          [403, 404].some((code) => code === each["errorCode"]) &&
          text(each["responsePagePath"]) !== undefined,
      )
      .map(({ path }) =>
        violation(one, `${path}.responsePagePath`, "is shown instead of the API's own answer"),
      ),
  violatedBy: [
    [errors({ errorCode: 404, responseCode: 200, responsePagePath: "/index.html" })],
    [errors({ errorCode: 403, responseCode: 403, responsePagePath: "/index.html" })],
  ],
  keptBy: [errors({ errorCode: 404, errorCachingMinTtl: 0 }, { errorCode: 503, ...page })],
};

export const distributionErrors = [errorPagesLegal, apiErrorsKept];
