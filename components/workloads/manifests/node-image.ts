/**
 * Node.js for pods that run a program of ours, for arm64 and amd64. From AWS's mirror of the official images: all nodes
 * leave by the same few addresses, and Docker Hub counts what an address pulls.
 * https://gallery.ecr.aws/docker/library/node
 */
export const nodeImage = "public.ecr.aws/docker/library/node:24.19.0-alpine3.23";

/** `node`, of that image. */
export const nodeUser = 1000;
