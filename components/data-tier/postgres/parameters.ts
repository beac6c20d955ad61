import type { PostgresSettings } from "./settings";

/**
 * Parameters that are read when the server starts, so that RDS takes a new value with the next reboot only.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
 */
export const readOnStart = new Set([
  ...["autovacuum_freeze_max_age", "autovacuum_max_workers", "autovacuum_multixact_freeze_max_age"],
  ...["huge_pages", "logging_collector", "max_connections", "max_files_per_process"],
  ...["max_locks_per_transaction", "max_logical_replication_workers", "max_pred_locks_per_transaction"],
  ...["max_prepared_transactions", "max_replication_slots", "max_wal_senders", "max_worker_processes"],
  ...["pg_stat_statements.max", "rds.logical_replication", "rds.restrict_password_commands"],
  ...["shared_buffers", "shared_preload_libraries", "ssl", "superuser_reserved_connections"],
  ...["temp_file_limit", "track_activity_query_size", "track_commit_timestamp", "wal_buffers"],
]);

/**
 * Parameters to which RDS itself gives this value in some version. It then keeps its own way of applying them, whatever
 * it is told, and every deployment would find the other one. @pulumi/aws's ParameterGroup, "Problematic Configurations".
 */
const oftenDefault = new Set([
  ...["log_autovacuum_min_duration", "password_encryption", "rds.force_ssl", "track_io_timing"],
]);

/** A parameter as the provider wants it. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** What the server is told, by name; the stack file may overrule all but TLS. */
function values({ slowQueryMs, parameters }: Pick<PostgresSettings, "slowQueryMs" | "parameters">) {
  return {
    password_encryption: "scram-sha-256",
    shared_preload_libraries: "pg_stat_statements",
    track_io_timing: 1,
    // Statements are logged for being slow only: `log_statement` would write passwords of new users into the log.
    log_min_duration_statement: slowQueryMs,
    log_connections: 1,
    log_disconnections: 1,
    log_lock_waits: 1,
    log_temp_files: 10_240,
    log_autovacuum_min_duration: 10_000,
    // Tables of a sale change fast: cleaned after 5 % of changes and not 20, counted anew after 2 and not 10.
    autovacuum_vacuum_scale_factor: 0.05,
    autovacuum_analyze_scale_factor: 0.02,
    // A transaction that nobody goes on with holds locks and a connection of the proxy; RDS waits a day for it.
    idle_in_transaction_session_timeout: 300_000,
    ...parameters,
    "rds.force_ssl": 1,
  };
}

/** The parameters of the group, by name, each applied as soon as the server can take it. */
export function parametersOf(
  settings: Pick<PostgresSettings, "slowQueryMs" | "parameters">,
): readonly Parameter[] {
  return Object.entries(values(settings))
    .map(([name, value]): Parameter => ({
      name,
      value: String(value),
      applyMethod: readOnStart.has(name) || oftenDefault.has(name) ? "pending-reboot" : "immediate",
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
