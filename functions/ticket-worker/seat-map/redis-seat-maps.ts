import type { LazyRedis } from "../lazy-redis";
import { groupOf } from "../../ticket-events/ticket-event";
import type { SeatMaps } from "./seat-maps";
import type { Section } from "./snapshot";

/** Beside the seats in a map, under a name that no seat can have. */
export const versionField = "#version";

/** A map has one key, all of which is on one node of a cluster. */
export function seatMapKey(section: Section): string {
  return `seats:{${groupOf(section)}}`;
}

/** Lua takes no more than some thousands of arguments to a call, and a stadium has more seats. */
const replaceScript = `
local shown = redis.call("HGET", KEYS[1], "${versionField}")
if shown and tonumber(shown) and tonumber(shown) > tonumber(ARGV[1]) and shown ~= ARGV[2] then return "older" end
redis.call("DEL", KEYS[1])
redis.call("HSET", KEYS[1], "${versionField}", ARGV[1])
local fields = cjson.decode(ARGV[3])
for first = 1, #fields, 1000 do
  redis.call("HSET", KEYS[1], unpack(fields, first, math.min(first + 999, #fields)))
end
return "replaced"`;

/** Seat maps in Redis: a hash for a section, from each seat that is not free to `held` or `sold`. */
export function redisSeatMaps(redis: Pick<LazyRedis, "ask">): SeatMaps {
  return {
    replace: async (snapshot, lost) => {
      const key = seatMapKey(snapshot);
      const [version, instead] = [String(snapshot.version), lost === undefined ? "" : String(lost)];
      const fields = JSON.stringify(snapshot.seats.flat());
      const answer = await redis.ask((commands) =>
        commands.eval(replaceScript, 1, key, version, instead, fields),
      );
      return answer === "older" ? "older" : "replaced";
    },
    read: async (section) => {
      const { [versionField]: version, ...seats } = await redis.ask((commands) =>
        commands.hgetall(seatMapKey(section)),
      );
      return version === undefined ? undefined : { version: Number(version), seats: Object.entries(seats) };
    },
  };
}
