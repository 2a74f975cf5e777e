/** Plans of upgrades of many stores. Losing them ends the upgrades where they are: what was committed is in Git. */
import type { Database } from "./database.ts";

/** An upgrade of many stores, as it was asked for. What became of it is in Git and in the stores' status. */
export interface UpgradePlan {
  readonly id: string;
  readonly engine: string;
  /** Chart version that the stores move to. */
  readonly to: string;
  readonly actor: string;
  readonly reason?: string;
  /** In the order in which they are upgraded. */
  readonly stores: readonly PlannedStore[];
  /** Stores of the first wave; 0: as many as of any other. */
  readonly canary: number;
  readonly batchSize: number;
  /** Seconds that a store may take from its commit until it is Ready. */
  readonly readyWithin: number;
  /** Stores that a resumption leaves as they are. */
  readonly skipped: readonly string[];
  readonly createdAt: Date;
  /** When it began, or was last resumed. */
  readonly beganAt: Date;
  readonly endedAt?: Date;
  readonly state: UpgradeState;
  /** Why it stopped. */
  readonly why?: string;
}

export interface PlannedStore {
  readonly name: string;
  /** Its chart version when the upgrade was planned. */
  readonly from: string;
}

export type UpgradeState = "running" | "stopped" | "done";

interface Row {
  id: string;
  engine: string;
  to_version: string;
  actor: string;
  reason: string | null;
  stores: { name: string; from: string }[];
  canary: number;
  batch_size: number;
  ready_within: number;
  skipped: string[];
  created_at: Date;
  began_at: Date;
  ended_at: Date | null;
  state: UpgradeState;
  why: string | null;
}

const columns =
  "id, engine, to_version, actor, reason, stores, canary, batch_size, ready_within, skipped, created_at, began_at, ended_at, state, why";

function planOf(row: Row): UpgradePlan {
  const { id, engine, actor, stores, canary, skipped, state } = row;
  return {
    id,
    engine,
    actor,
    stores,
    canary,
    skipped,
    state,
    to: row.to_version,
    batchSize: row.batch_size,
    readyWithin: row.ready_within,
    createdAt: row.created_at,
    beganAt: row.began_at,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.ended_at && { endedAt: row.ended_at }),
    ...(row.why !== null && { why: row.why }),
  };
}

/** All throw DatabaseUnavailableError. */
export interface UpgradePlans {
  /**
   * Keeps a plan that begins now. `known`: there is one of that id, from the same request when `sameBody`. `busy`: another
   * upgrade of the engine is under way.
   */
  add(
    plan: UpgradePlan,
    bodyHash: string,
  ): Promise<"added" | { known: UpgradePlan; sameBody: boolean } | { busy: string }>;
  get(id: string): Promise<UpgradePlan | undefined>;
  /** Newest first. */
  list(limit: number): Promise<UpgradePlan[]>;
  running(): Promise<UpgradePlan[]>;
  /** Ends one that runs; undefined when it doesn't. */
  end(id: string, state: "stopped" | "done", why?: string): Promise<UpgradePlan | undefined>;
  /** Lets one that is stopped run again; undefined when it isn't. `busy`: another upgrade of the engine is under way. */
  resume(id: string, skipped: readonly string[]): Promise<UpgradePlan | { busy: string } | undefined>;
}

export function upgradePlans(database: Database): UpgradePlans {
  const query = (text: string, values: unknown[] = []) =>
    database.use(async (connection) => (await connection.query<Row>(text, values)).rows.map(planOf));

  async function runningOf(engine: string): Promise<{ busy: string }> {
    const [plan] = await query(`select ${columns} from upgrades where engine = $1 and state = 'running'`, [engine]);
    return { busy: plan?.id ?? "" };
  }

  return {
    async add(plan, bodyHash) {
      try {
        const added = await query(
          `insert into upgrades (${columns}, body_hash)
           values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12, null, 'running', null, $13)
           on conflict (id) do nothing returning ${columns}`,
          [
            plan.id,
            plan.engine,
            plan.to,
            plan.actor,
            plan.reason ?? null,
            JSON.stringify(plan.stores),
            plan.canary,
            plan.batchSize,
            plan.readyWithin,
            [...plan.skipped],
            plan.createdAt,
            plan.beganAt,
            bodyHash,
          ],
        );
        if (added.length > 0) return "added";
      } catch (error) {
        if (!isTwice(error)) throw error;
      }
      // A retry of the very request whose upgrade is under way meets itself.
      const [known] = await query(`select ${columns} from upgrades where id = $1`, [plan.id]);
      if (!known) return await runningOf(plan.engine);
      const same = await query(`select ${columns} from upgrades where id = $1 and body_hash = $2`, [plan.id, bodyHash]);
      return { known, sameBody: same.length > 0 };
    },
    get: async (id) => (await query(`select ${columns} from upgrades where id = $1`, [id]))[0],
    list: (limit) => query(`select ${columns} from upgrades order by created_at desc, id limit $1`, [limit]),
    running: () => query(`select ${columns} from upgrades where state = 'running' order by created_at`),
    async end(id, state, why) {
      const [ended] = await query(
        `update upgrades set state = $2, why = $3, ended_at = now() where id = $1 and state = 'running' returning ${columns}`,
        [id, state, why ?? null],
      );
      return ended;
    },
    async resume(id, skipped) {
      try {
        const [resumed] = await query(
          `update upgrades set state = 'running', why = null, ended_at = null, began_at = now(),
             skipped = array(select distinct unnest(skipped || $2::text[]))
           where id = $1 and state = 'stopped' returning ${columns}`,
          [id, [...skipped]],
        );
        return resumed;
      } catch (error) {
        if (!isTwice(error)) throw error;
        const plan = (await query(`select ${columns} from upgrades where id = $1`, [id]))[0];
        return plan && (await runningOf(plan.engine));
      }
    },
  };
}

/** SQLSTATE of a unique violation: one upgrade of an engine at a time. */
function isTwice(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}
