/**
 * The IAM policy that bounds the roles of a stack: made by `bootstrap/`, looked up by its name here. Roles of the stack
 * itself begin with `urr-<stack>-`, so that its own name is out of their reach.
 */
export function boundaryName(stack: string): string {
  return `urr-bootstrap-boundary-${stack}`;
}
