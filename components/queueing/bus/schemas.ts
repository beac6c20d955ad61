import * as aws from "@pulumi/aws";
import { ticketEventJsonSchema } from "../../../functions/ticket-events/json-schema";
import { ticketEventTypes } from "../../../functions/ticket-events/ticket-event";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface EventSchemasArgs {
  readonly prefix: string;
}

/** What a ticket event looks like, for those who write senders: a schema for each type, of the event's `detail`. */
export class EventSchemas extends Component {
  constructor(name: string, { prefix }: EventSchemasArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:EventSchemas", name, opts);
    const registryName = `${prefix}-tickets`;
    const registry = new aws.schemas.Registry(
      this.named("registry"),
      { name: registryName, description: `Ticket events of ${prefix}` },
      this.within,
    );
    for (const type of ticketEventTypes) {
      new aws.schemas.Schema(
        this.named(type.replace(".", "-")),
        {
          registryName: registry.name,
          name: `${registryName}@${type}`,
          type: "JSONSchemaDraft4",
          description: `Detail of a ticket event ${type}`,
          content: ticketEventJsonSchema(type),
        },
        this.within,
      );
    }
    this.registerOutputs({});
  }
}
