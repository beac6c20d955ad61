/** Names by which workflows find their roles. Those of a stack itself begin with `urr-<stack>-` and never so. */
export function deployRoleName(stack: string): string {
  return `urr-bootstrap-deploy-${stack}`;
}

export function previewRoleName(stack: string): string {
  return `urr-bootstrap-preview-${stack}`;
}
