/** The parts of the program that resolve requirement rows; the order is the order of the report. */
export const owners = [
  "network",
  "cluster",
  "data-tier",
  "waiting-room",
  "queueing",
  "edge",
  "workloads",
  "operations",
  "variants",
] as const;

export type Owner = (typeof owners)[number];

/**
 * Who owns the rows of a prefix that nobody claims below.
 *
 * Prefixes whose rows are spread over the components (conflicts, weaknesses, limits, alarms …) are left
 * out on purpose: a row added there has no owner until somebody decides.
 */
export const prefixOwners: Readonly<Record<string, Owner>> = {
  CLU: "cluster",
  DAT: "data-tier",
  QUE: "queueing",
  EDG: "edge",
  STA: "operations",
  IFC: "workloads",
  WRK: "workloads",
  KENV: "workloads",
  NPO: "workloads",
  ROL: "workloads",
  KDAT: "workloads",
  LOC: "workloads",
  KUS: "workloads",
  CIC: "operations",
  ECO: "variants",
};

/**
 * Rows claimed by name: the owner is the part that must change when the row changes.
 *
 * An alarm belongs to the resource it watches. What needs code belongs to the component that has the
 * code, also where one variant alone asks for it; `variants` owns what is only that variant's data,
 * figures or lessons. `operations` owns state, bootstrap, delivery, prices and what holds program-wide.
 */
export const claimedRows: Readonly<Record<Owner, readonly string[]>> = {
  network: [
    "NET-01..17 NET-20..33 NET-55..57",
    "DAT-55 DAT-83 KPLT-08 NPO-14",
    "COST-15 CAP-18",
    "CON-01 CON-14 CON-40 WEA-06 WKN-06 GAP-12",
  ],
  cluster: [
    "NET-44 NET-45",
    "SCL-12 SCL-27..29 KPLT-01..07 KPLT-26 KPLT-27",
    "OBS-12 OBS-20",
    "SEC-07 SEC-11",
    "CON-08..11 CON-43 KCON-22 KCON-23 KCON-33",
    "PLT-04 UNS-11 WEA-09 WEA-53 WKN-09",
  ],
  "data-tier": [
    "ENV-06..09 ENV-18 NET-46..53",
    "KENV-14 KENV-15 KDAT-20..22 KUS-18..21",
    "OBS-03 OBS-04 OBS-08..10 OBS-21 OBS-23 OBS-24 OPS-03 OPS-15",
    "CAP-06 SEC-05 SEC-06 SEC-08",
    "CON-02 CON-03 CON-07 CON-13 CON-15 CON-17..21 CON-23 CON-24 CON-38 CON-39 CON-42 CON-44",
    "KCON-07 KCON-41",
    "PLT-05 PLT-06 PLT-10 PLT-11 PLT-13 PLT-17 UNS-02 UNS-10 UNS-13 UNS-15",
    "WEA-23 WEA-30 WEA-31 WEA-33 WEA-37 WEA-51 WEA-54 WKN-11",
  ],
  "waiting-room": [
    "ENV-13..15 ENV-17 DAT-50..52 QUE-30..33 QUE-36",
    "CAP-13 CAP-14",
    "PLT-03 PLT-07 PLT-15 UNS-07 UNS-08 WEA-08 WKN-08",
  ],
  queueing: [
    "ENV-16 NET-54 CLU-34 KPLT-24 KDAT-23",
    "OBS-01 OBS-02 OBS-05..07 OBS-22 OBS-29 OPS-01 OPS-02 OPS-04",
    "CAP-15 CON-16 CON-25 CON-37 KCON-29 PLT-01 UNS-01 WEA-24",
  ],
  edge: [
    "ENV-02 ENV-10..12 ENV-19 NET-40..43 DAT-71 QUE-34 QUE-35 STA-24 STA-27",
    "KPLT-14 KPLT-18 KPLT-28 KUS-29",
    "OBS-11 OBS-25",
    "SEC-01..04 SEC-09 SEC-10",
    "CON-04..06 CON-26..31 CON-35 CON-46 KCON-25 KCON-26 KCON-31",
    "PLT-02 PLT-08 PLT-14 UNS-05 UNS-06 WEA-20..22 WEA-32",
  ],
  workloads: [
    "ENV-21..24 CLU-16..19 CLU-24 CLU-32 CLU-33 CLU-41..44",
    "DAT-19 DAT-29 DAT-30 DAT-44 DAT-46 DAT-65 QUE-12 QUE-22 STA-28",
    "SCL-01..11 SCL-15 SCL-17..21 SCL-24",
    "KPLT-09..11 KPLT-15..17 KPLT-19 KPLT-22 KPLT-23",
    "CIC-20..23 CIC-25",
    "OBS-26 OBS-27 OBS-30 OBS-31 OPS-07 OPS-09..12 OPS-17",
    "CAP-07 CAP-11 CAP-12 SEC-13",
    "CON-32 PLT-09 WEA-03..05 WEA-07 WEA-10 WEA-50 WEA-56 WKN-03..05 WKN-07 WKN-10",
    "KCON-01..06 KCON-08..12 KCON-14..18 KCON-20 KCON-24 KCON-27 KCON-28 KCON-30 KCON-32 KCON-34..37",
    "KCON-43..45 KCON-47 KCON-48",
    "GAP-01..08 GAP-10 GAP-11 GAP-13",
  ],
  operations: [
    "ENV-01 ENV-03..05 ENV-20 ENV-25 ENV-26 CLU-12 DAT-72 DAT-73 DAT-75 DAT-82 DAT-85 EDG-22",
    "WRK-00a WRK-18..20 SCL-30 KPLT-12 LOAD-01..03",
    "OBS-13 OBS-28 OBS-36 OPS-06 OPS-08 OPS-14 OPS-16 OPS-18..21 OPS-24 OPS-25 OPS-27 OPS-28",
    "COST-01..03 COST-14 COST-17 COST-18 CAP-19 SEC-12 SEC-14",
    "CON-12 CON-22 CON-33 CON-36 CON-41 CON-45 KCON-13 KCON-19 KCON-21 KCON-40 KCON-46",
    "PLT-12 PLT-16 UNS-04 UNS-09 UNS-12 UNS-14 GAP-15",
    "WEA-01 WEA-02 WEA-25 WEA-34..36 WEA-38..40 WEA-55 WEA-57 WKN-01 WKN-02 WKN-13",
  ],
  variants: [
    "CLU-23 CLU-35 CLU-50..54 CLU-56..58 DAT-54 DAT-86 QUE-37 EDG-03 EDG-04",
    "WRK-00b..WRK-00d WRK-24..29 WRK-32..34 WRK-36 WRK-40..46 WRK-48 KENV-17..23",
    "SCL-13 SCL-14 SCL-16 SCL-22 SCL-23 SCL-25 SCL-26 ROL-10 KPLT-13 KPLT-20 KPLT-21 KPLT-25",
    "KUS-33..35 CIC-19 CIC-26 CIC-27 CIC-30..32 LOAD-04..11",
    "OBS-14 OBS-32..35 OPS-05 OPS-13 OPS-22 OPS-23 OPS-26 OPS-29 OPS-30",
    "COST-04..13 COST-16 CAP-01..05 CAP-08..10 CAP-16 CAP-17",
    "CON-34 UNS-03 KCON-38 KCON-39 KCON-42 WEA-41..45 WEA-52 WKN-12 GAP-09 GAP-14",
  ],
};
