import { readOnStart } from "../../components/data-tier/postgres/parameters";
import { example } from "../example";
import type { ResourcePolicy, StackPolicy } from "../policy";
import { ofType, records, text, texts, violationIf, type Props } from "../read";
import { zonesOf } from "../subnet-zones";
import { types } from "../types";

const instance = (props: Props) => example(types.dbInstance, props);
const instances = (...all: readonly Props[]) => all.map((props) => [instance(props)]);

export const rdsLoginLegal: ResourcePolicy = {
  kind: "resource",
  id: "rds-login-legal",
  requirement: "The master user has a name and a password that RDS takes, and one password only.",
  controls: ["V-81", "V-82"],
  severity: "high",
  appliesTo: [types.dbInstance],
  check: (one) => {
    const { props } = one;
    const [username, password] = [text(props["username"]), text(props["password"])];
    const ways = [
      props["password"],
      props["passwordWo"],
      props["manageMasterUserPassword"] === true || undefined,
    ];
    return [
      ...violationIf(
        username !== undefined && !/^[a-zA-Z]\w{0,15}$/.test(username),
        one,
        "username",
        "is not a letter and up to 15 letters, digits and underscores",
      ),
      ...violationIf(
        password !== undefined && !/^[!#-.0-?A-~]{8,128}$/.test(password),
        one,
        "password",
        'is not 8 to 128 characters of ASCII without / " @ and space',
      ),
      ...violationIf(
        ways.filter((way) => way !== undefined).length > 1,
        one,
        "password",
        "is given in more than one way",
      ),
    ];
  },
  violatedBy: instances(
    { username: "urr-admin" },
    { username: "a".repeat(17) },
    { password: "short" },
    { password: "p@ssword1" },
    { password: "long/enough" },
    { password: "longEnough1", manageMasterUserPassword: true },
  ),
  keptBy: [instance({ username: "urr_admin", password: "long-enough_1" })],
};

const group = (family: string) => example(types.dbParameterGroup, { name: "ours", family });

export const rdsFamilyFits: StackPolicy = {
  kind: "stack",
  id: "rds-family-fits",
  requirement: "The parameter group of a database is of the family of its major version.",
  controls: ["V-83"],
  severity: "high",
  appliesTo: [types.dbInstance],
  check: (resources) =>
    ofType(resources, types.dbInstance).flatMap((one) => {
      const [engine, version] = [text(one.props["engine"]), text(one.props["engineVersion"])];
      const used = ofType(resources, types.dbParameterGroup).find(
        ({ props }) => text(props["name"]) !== undefined && props["name"] === one.props["parameterGroupName"],
      );
      const family = text(used?.props["family"]);
      if (engine !== "postgres" || version === undefined || family === undefined) return [];
      const wanted = `postgres${version.split(".")[0] ?? ""}`;
      return violationIf(
        family !== wanted,
        one,
        "parameterGroupName",
        `names a group of the family ${family}; ${wanted} fits`,
      );
    }),
  violatedBy: [
    [
      instance({ engine: "postgres", engineVersion: "16.10", parameterGroupName: "ours" }),
      group("postgres15"),
    ],
  ],
  keptBy: [
    instance({ engine: "postgres", engineVersion: "16", parameterGroupName: "ours" }),
    group("postgres16"),
  ],
};

const parameters = (...all: readonly Props[]) =>
  example(types.dbParameterGroup, { family: "postgres16", parameters: all });

export const rdsParametersApply: ResourcePolicy = {
  kind: "resource",
  id: "rds-parameters-apply",
  requirement:
    "A parameter that a server reads when it starts is applied with the next reboot; RDS refuses others.",
  controls: ["V-84"],
  severity: "high",
  appliesTo: [types.dbParameterGroup],
  check: (one) =>
    records(one.props["parameters"]).flatMap((parameter, index) =>
      violationIf(
        readOnStart.has(text(parameter["name"]) ?? "") && parameter["applyMethod"] !== "pending-reboot",
        one,
        `parameters[${String(index)}].applyMethod`,
        "must be pending-reboot",
      ),
    ),
  violatedBy: [
    [parameters({ name: "shared_preload_libraries", value: "pg_stat_statements" })],
    [parameters({ name: "max_connections", value: "500", applyMethod: "immediate" })],
  ],
  keptBy: [
    parameters(
      { name: "max_connections", value: "500", applyMethod: "pending-reboot" },
      { name: "work_mem", value: "16384" },
    ),
  ],
};

const twoSubnets = ["a", "c"].map((zone) =>
  example(types.subnet, { availabilityZone: `ap-northeast-2${zone}` }, { id: `subnet-${zone}` }),
);
const inZone = [
  ...twoSubnets,
  example(types.subnet, { availabilityZone: "ap-northeast-2a" }, { id: "subnet-a2" }),
];

export const rdsSpansZones: StackPolicy = {
  kind: "stack",
  id: "rds-spans-zones",
  requirement: "Databases and their proxies have subnets in two zones or more; RDS takes no fewer.",
  controls: ["V-85", "V-90", "REL-04", "REL10-BP01"],
  severity: "high",
  appliesTo: [types.dbSubnetGroup, types.dbProxy],
  check: (resources) =>
    ofType(resources, types.dbSubnetGroup, types.dbProxy).flatMap((one) => {
      const path = one.type === types.dbProxy ? "vpcSubnetIds" : "subnetIds";
      const zones = zonesOf(texts(one.props[path]), resources);
      // Of a subnet that is not of this stack the zone is not known.
      const known = zones.length > 0 && !zones.includes(undefined);
      return violationIf(known && new Set(zones).size < 2, one, path, "lie in one zone only");
    }),
  violatedBy: [
    [...inZone, example(types.dbSubnetGroup, { subnetIds: ["subnet-a", "subnet-a2"] })],
    [...inZone, example(types.dbProxy, { vpcSubnetIds: ["subnet-a"] })],
  ],
  keptBy: [
    ...inZone,
    example(types.dbSubnetGroup, { subnetIds: ["subnet-a", "subnet-c"] }),
    example(types.dbProxy, { vpcSubnetIds: ["subnet-a", "subnet-of-another-stack"] }),
  ],
};
