/**
 * Answers whether a node serves: by itself before it belongs to a cluster, with all of its cluster afterwards.
 *
 * Pods get new addresses as they restart, and nodes know one another by address only. If all restarted at once, none
 * would find another again. So a node whose cluster is not whole tells the others, by their names, where it is now.
 */
export const readyScript = `reply=$(redis-cli -h "$POD_IP" -p "$REDIS_PORT" cluster info) || exit 1
case "$reply" in *cluster_state:ok*|*cluster_known_nodes:1[!0-9]*) exit 0 ;; esac
for peer in $REDIS_PEERS; do
  timeout 2 redis-cli -h "$peer" -p "$REDIS_PORT" cluster meet "$POD_IP" "$REDIS_PORT"
done
exit 1
`;

/**
 * Makes one cluster of the nodes, a replica to each primary, where they are none.
 *
 * What an earlier attempt has left is cleared away, as long as no node holds a key. If one does there has been a
 * cluster, which comes back by itself.
 */
export const initScript = `set -eu
ask() { node=$1; shift; timeout 5 redis-cli -h "$node" -p "$REDIS_PORT" "$@"; }
for peer in $REDIS_PEERS; do
  until ask "$peer" ping 2>/dev/null | grep -q PONG; do
    echo "waiting for $peer"
    sleep 2
  done
done
nodes=""
keys=0
for peer in $REDIS_PEERS; do
  case "$(ask "$peer" cluster info)" in *cluster_state:ok*) echo "the cluster is there"; exit 0 ;; esac
  keys=$((keys + $(ask "$peer" dbsize)))
  nodes="$nodes $peer:$REDIS_PORT"
done
if [ "$keys" -gt 0 ]; then
  echo "nodes hold $keys keys but form no cluster: none is made over them" >&2
  exit 1
fi
for peer in $REDIS_PEERS; do
  ask "$peer" cluster reset
done
redis-cli --cluster create $nodes --cluster-replicas 1 --cluster-yes
`;
