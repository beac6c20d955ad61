import { storePorts } from "./ports";
import { headlessName } from "./service";

const { app, port } = storePorts.redisCluster;

/** Three primaries, each with a replica. */
export const redisNodes = 6;

/** Of `redis` in the Alpine image: https://github.com/docker-library/redis */
export const redisUser = 999;

/** Name of the ConfigMap with Redis's configuration and the scripts. */
export const configName = "redis-cluster-config";

const peers = Array.from({ length: redisNodes }, (_, node) => `${app}-${String(node)}.${headlessName(app)}`);

/** What the scripts have to know of the nodes. */
export const peerEnvironment = () => [
  { name: "REDIS_PEERS", value: peers.join(" ") },
  { name: "REDIS_PORT", value: String(port) },
];
