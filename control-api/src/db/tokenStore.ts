/** The table of API tokens. Nothing here is worth stealing: a hash isn't a token. */
import type { PoolClient } from "pg";
import type { Database } from "./database.ts";

type TokenRole = "admin" | "owner" | "viewer";

export interface StoredToken {
  readonly id: string;
  readonly hash: Buffer;
  /** The user as whom it acts. */
  readonly owner: string;
  readonly name: string;
  readonly role: TokenRole;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly lastUsedAt?: Date;
  /** By the database's clock, the same for all replicas. */
  readonly expired: boolean;
}

export interface TokenToAdd {
  readonly id: string;
  readonly hash: Buffer;
  readonly owner: string;
  readonly name: string;
  readonly role: TokenRole;
  readonly expiresAt?: Date | undefined;
}

/** Tokens that one user may have; enough for every pipeline, and a bound for whoever makes them in a loop. */
const mostPerOwner = 100;

/** Namespace of the advisory locks here. */
const lockSpace = 720_411_904;

const columns = `id, hash, owner, name, role, created_at, expires_at, last_used_at,
  coalesce(expires_at <= now(), false) as expired`;

interface Row {
  readonly id: string;
  readonly hash: Buffer;
  readonly owner: string;
  readonly name: string;
  readonly role: TokenRole;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly expired: boolean;
}

/** Every method throws DatabaseUnavailableError when the database can't be asked. */
export interface TokenStore {
  /** Undefined when the owner has too many already. */
  add(token: TokenToAdd): Promise<StoredToken | undefined>;
  find(id: string): Promise<StoredToken | undefined>;
  /** Newest first; of one owner when given. */
  list(owner: string | undefined): Promise<readonly StoredToken[]>;
  noteUse(id: string): Promise<void>;
  /** Whether there was such a token, of `owner` when given. */
  remove(id: string, owner: string | undefined): Promise<boolean>;
}

export function tokenStore(database: Pick<Database, "use" | "transaction">): TokenStore {
  const select = async (connection: PoolClient, rest: string, values: readonly unknown[]) => {
    const { rows } = await connection.query<Row>(`select ${columns} from api_tokens ${rest}`, [...values]);
    return rows.map(fromRow);
  };
  return {
    add: ({ id, hash, owner, name, role, expiresAt }) =>
      database.transaction(async (connection) => {
        await connection.query("select pg_advisory_xact_lock($1, hashtext($2))", [lockSpace, owner]);
        const { rowCount } = await connection.query(
          `insert into api_tokens (id, hash, owner, name, role, expires_at) select $1, $2, $3, $4, $5, $6
           where (select count(*) from api_tokens where owner = $3) < $7`,
          [id, hash, owner, name, role, expiresAt ?? null, mostPerOwner],
        );
        return rowCount === 0 ? undefined : (await select(connection, "where id = $1", [id]))[0];
      }),
    find: (id) => database.use(async (connection) => (await select(connection, "where id = $1", [id]))[0]),
    list: (owner) =>
      database.use((connection) =>
        select(connection, "where $1::text is null or owner = $1 order by created_at desc, id limit 10000", [
          owner ?? null,
        ]),
      ),
    noteUse: (id) =>
      database.use(async (connection) => {
        await connection.query("update api_tokens set last_used_at = now() where id = $1", [id]);
      }),
    remove: (id, owner) =>
      database.use(async (connection) => {
        const { rowCount } = await connection.query(
          "delete from api_tokens where id = $1 and ($2::text is null or owner = $2)",
          [id, owner ?? null],
        );
        return rowCount === 1;
      }),
  };
}

function fromRow({ created_at, expires_at, last_used_at, ...row }: Row): StoredToken {
  return {
    ...row,
    createdAt: created_at,
    ...(expires_at && { expiresAt: expires_at }),
    ...(last_used_at && { lastUsedAt: last_used_at }),
  };
}
