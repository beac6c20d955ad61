import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Clock, systemClock } from "../waiting-room/clock";
import { sessionBlockSize } from "../waiting-room/store/session-blocks";
import type { Store } from "../waiting-room/store/store";
import { ClockOffset } from "./clock-offset";
import { DynamoControl } from "./dynamodb-control";
import { DynamoEvents } from "./dynamodb-events";
import { DynamoPlaces } from "./dynamodb-places";
import { DynamoSessions } from "./dynamodb-sessions";
import { Table } from "./table";
import type { TableNames } from "./tables";

/** What the store needs; the client is to be made by `makeDocumentClient`. */
export interface DynamoStoreDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  /** This process's clock, compared with DynamoDB's. */
  readonly clock?: Clock;
}

/**
 * The waiting room's store on DynamoDB: two tables, no index, no transaction, every read strongly consistent and every
 * write conditional and to one item.
 *
 * The client may repeat a call whose answer did not come. What that costs, if anything, is told at each method; a write
 * that was refused because it had happened is recognised by what stands: exactly what was asked for.
 */
export class DynamoStore implements Store {
  readonly bucketSize = sessionBlockSize;
  readonly #clockOffset: ClockOffset;
  readonly #events: DynamoEvents;
  readonly #control: DynamoControl;
  readonly #places: DynamoPlaces;
  readonly #sessions: DynamoSessions;

  constructor({ client, tables, clock = systemClock }: DynamoStoreDependencies) {
    const counters = new Table(client, tables.counters);
    const positions = new Table(client, tables.positions);
    this.#clockOffset = new ClockOffset(client, clock);
    this.#events = new DynamoEvents(counters);
    this.#control = new DynamoControl(counters);
    this.#places = new DynamoPlaces(positions);
    this.#sessions = new DynamoSessions(positions);
  }

  clockOffset(): number {
    return this.#clockOffset.milliseconds;
  }

  readonly listEvents: Store["listEvents"] = (...call) => this.#events.listEvents(...call);
  readonly readEvent: Store["readEvent"] = (...call) => this.#events.readEvent(...call);
  readonly createEvent: Store["createEvent"] = (...call) => this.#events.createEvent(...call);
  readonly updateEvent: Store["updateEvent"] = (...call) => this.#events.updateEvent(...call);
  readonly readSequence: Store["readSequence"] = (...call) => this.#events.readSequence(...call);
  readonly lease: Store["lease"] = (...call) => this.#events.lease(...call);
  readonly seal: Store["seal"] = (...call) => this.#events.seal(...call);
  readonly setFirstLease: Store["setFirstLease"] = (...call) => this.#events.setFirstLease(...call);

  readonly readControl: Store["readControl"] = (...call) => this.#control.readControl(...call);
  readonly startControl: Store["startControl"] = (...call) => this.#control.startControl(...call);
  readonly lead: Store["lead"] = (...call) => this.#control.lead(...call);
  readonly writeControl: Store["writeControl"] = (...call) => this.#control.writeControl(...call);
  readonly readLate: Store["readLate"] = (...call) => this.#control.readLate(...call);
  readonly offerLate: Store["offerLate"] = (...call) => this.#control.offerLate(...call);
  readonly takeLate: Store["takeLate"] = (...call) => this.#control.takeLate(...call);
  readonly returnLate: Store["returnLate"] = (...call) => this.#control.returnLate(...call);

  readonly readPlace: Store["readPlace"] = (...call) => this.#places.readPlace(...call);
  readonly takePlace: Store["takePlace"] = (...call) => this.#places.takePlace(...call);
  readonly movePlace: Store["movePlace"] = (...call) => this.#places.movePlace(...call);
  readonly admitOnce: Store["admitOnce"] = (...call) => this.#places.admitOnce(...call);
  readonly readAdmitted: Store["readAdmitted"] = (...call) => this.#places.readAdmitted(...call);

  readonly readSession: Store["readSession"] = (...call) => this.#sessions.readSession(...call);
  readonly claim: Store["claim"] = (...call) => this.#sessions.claim(...call);
  readonly renew: Store["renew"] = (...call) => this.#sessions.renew(...call);
  readonly endSession: Store["endSession"] = (...call) => this.#sessions.endSession(...call);
  readonly countBucket: Store["countBucket"] = (...call) => this.#sessions.countBucket(...call);
  readonly countClaimed: Store["countClaimed"] = (...call) => this.#sessions.countClaimed(...call);
}
