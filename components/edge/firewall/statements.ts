import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * What a rule looks for. Statements lie in each other two deep at most: below, the provider has no words for them.
 */
export type Statement = aws.types.input.wafv2.WebAclRuleStatement;

const asIs = [{ priority: 0, type: "NONE" }];

type Position = "EXACTLY" | "STARTS_WITH" | "ENDS_WITH" | "CONTAINS";

/** A path as it was sent, without its query. */
export function path(positionalConstraint: Position, searchString: string): Statement {
  return {
    byteMatchStatement: {
      ...{ positionalConstraint, searchString, textTransformations: asIs },
      fieldToMatch: { uriPath: {} },
    },
  };
}

export function query(contained: string): Statement {
  return {
    byteMatchStatement: {
      ...{ positionalConstraint: "CONTAINS", searchString: contained, textTransformations: asIs },
      fieldToMatch: { queryString: {} },
    },
  };
}

export function method(searchString: "GET" | "POST"): Statement {
  return {
    byteMatchStatement: {
      ...{ positionalConstraint: "EXACTLY", searchString, textTransformations: asIs },
      fieldToMatch: { method: {} },
    },
  };
}

/** A path by a pattern of CloudFront's. */
export function pathLike(pattern: string): Statement {
  const fixed = pattern.replace(/\*$/, "");
  if (!/[*?]/.test(fixed)) return path(fixed === pattern ? "EXACTLY" : "STARTS_WITH", fixed);
  const regexString = `^${pattern
    .replaceAll(/[\\^$.+()[\]{}|]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".")}$`;
  return pathMatching(regexString);
}

export function pathMatching(regexString: string, type: "NONE" | "URL_DECODE" = "NONE"): Statement {
  return {
    regexMatchStatement: {
      regexString,
      fieldToMatch: { uriPath: {} },
      textTransformations: [{ priority: 0, type }],
    },
  };
}

export function header(name: string, searchString: pulumi.Input<string>): Statement {
  return {
    byteMatchStatement: {
      ...{ positionalConstraint: "EXACTLY", searchString, textTransformations: asIs },
      fieldToMatch: { singleHeader: { name } },
    },
  };
}

export function labelled(key: string): Statement {
  return { labelMatchStatement: { scope: "LABEL", key } };
}

export function all(...statements: readonly Statement[]): Statement {
  const [first] = statements;
  return statements.length === 1 && first !== undefined
    ? first
    : { andStatement: { statements: [...statements] } };
}

export function any(...statements: readonly Statement[]): Statement {
  const [first] = statements;
  return statements.length === 1 && first !== undefined
    ? first
    : { orStatement: { statements: [...statements] } };
}

export function not(statement: Statement): Statement {
  return { notStatement: { statement } };
}
