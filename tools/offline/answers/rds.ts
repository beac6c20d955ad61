import { stableHex } from "../fake-ids";
import { named, text, type Answers } from "./answer";

const upperId = (prefix: string, urn: string): string =>
  `${prefix}-${stableHex(urn, 26).toUpperCase().replaceAll("0", "A").replaceAll("1", "B")}`;

/** Answers for PostgreSQL on RDS and its proxy. */
export const rdsAnswers: Answers = {
  "aws:rds/instance:Instance": ({ account, inputs, region, urn }) => {
    const identifier = text(inputs, "identifier");
    const resourceId = upperId("db", urn);
    const address = `${identifier}.c${stableHex(`${account} ${region}`, 11)}.${region}.rds.amazonaws.com`;
    const port = typeof inputs["port"] === "number" ? inputs["port"] : 5432;
    const version = text(inputs, "engineVersion");
    return {
      id: resourceId,
      outputs: {
        arn: `arn:aws:rds:${region}:${account}:db:${identifier}`,
        ...{ resourceId, address, port, endpoint: `${address}:${String(port)}` },
        engineVersionActual: version.includes(".") ? version : `${version}.1`,
        hostedZoneId: `Z${stableHex(region, 13).toUpperCase()}`,
        status: "available",
      },
    };
  },
  "aws:rds/subnetGroup:SubnetGroup": named("rds", "subgrp"),
  "aws:rds/parameterGroup:ParameterGroup": named("rds", "pg"),
  "aws:rds/eventSubscription:EventSubscription": (asked) => {
    const answer = named("rds", "es")(asked);
    return { ...answer, outputs: { ...answer.outputs, customerAwsId: asked.account } };
  },
  "aws:rds/proxy:Proxy": ({ account, inputs, region, urn }) => {
    const name = text(inputs, "name");
    const suffix = stableHex(`${account} ${region}`, 11);
    return {
      id: name,
      outputs: {
        arn: `arn:aws:rds:${region}:${account}:db-proxy:prx-0${stableHex(urn, 16)}`,
        endpoint: `${name}.proxy-c${suffix}.${region}.rds.amazonaws.com`,
      },
    };
  },
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": ({ account, inputs, region, urn }) => {
    const arn = `arn:aws:rds:${region}:${account}:target-group:prx-tg-0${stableHex(urn, 16)}`;
    return { id: text(inputs, "dbProxyName"), outputs: { arn, name: "default" } };
  },
  "aws:rds/proxyTarget:ProxyTarget": ({ inputs }) => {
    const instance = text(inputs, "dbInstanceIdentifier");
    const path = [text(inputs, "dbProxyName"), text(inputs, "targetGroupName"), "RDS_INSTANCE", instance];
    return {
      id: path.join("/"),
      outputs: { type: "RDS_INSTANCE", rdsResourceId: instance, port: 5432 },
    };
  },
};
