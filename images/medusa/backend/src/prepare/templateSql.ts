/** Session settings that not every PostgreSQL knows, or that a transaction of ours must not have changed. */
const SESSION_SETTING =
  /^SET (statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|row_security|default_table_access_method)\b.*;$/;
/** psql's own commands, which newer pg_dump writes around a dump. */
const PSQL_COMMAND = /^\\(un)?restrict\b/;
/** Needs to own the extension, which a managed database may have installed already. */
const EXTENSION_COMMENT = /^COMMENT ON EXTENSION\b.*;$/;

/** Turns a plain `pg_dump` into SQL that any client can send to any supported PostgreSQL in one go. */
export function portableSql(dump: string): string {
  return dump
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("--"))
    .filter((line) => ![SESSION_SETTING, PSQL_COMMAND, EXTENSION_COMMENT].some((pattern) => pattern.test(line)))
    .join("\n");
}
