import type { Database } from "./database.ts";

/** What was seen of a store's visits. Losing it only means that watching begins anew. */
export interface TrafficNote {
  readonly store: string;
  /** The counter when it was last read. */
  readonly counter: number;
  /** Epoch milliseconds. */
  readonly readAt: number;
  /** Since when it is watched without a gap, in epoch milliseconds. */
  readonly watchedSince: number;
  /** Day that `requests` are of, as days since 1970. */
  readonly day: number;
  readonly requests: number;
  /** When it was last visited, in epoch milliseconds. */
  readonly visitedAt?: number;
}

interface Row {
  store: string;
  counter: number;
  read_at: Date;
  watched_since: Date;
  day: number;
  requests: number;
  visited_at: Date | null;
}

/** By store. @throws DatabaseUnavailableError */
export async function readTrafficNotes(database: Database): Promise<Map<string, TrafficNote>> {
  const { rows } = await database.use((connection) =>
    connection.query<Row>("select store, counter, read_at, watched_since, day, requests, visited_at from traffic"),
  );
  return new Map(
    rows.map(({ store, counter, read_at, watched_since, day, requests, visited_at }) => [
      store,
      {
        store,
        counter,
        day,
        requests,
        readAt: read_at.getTime(),
        watchedSince: watched_since.getTime(),
        ...(visited_at && { visitedAt: visited_at.getTime() }),
      },
    ]),
  );
}

/** Replaces all notes; stores that aren't among them are forgotten. @throws DatabaseUnavailableError */
export async function writeTrafficNotes(database: Database, notes: readonly TrafficNote[]): Promise<void> {
  const times = (pick: (note: TrafficNote) => number | undefined) =>
    notes.map((note) => {
      const at = pick(note);
      return at === undefined ? null : new Date(at);
    });
  await database.transaction(async (connection) => {
    await connection.query("delete from traffic where not (store = any($1::text[]))", [
      notes.map(({ store }) => store),
    ]);
    await connection.query(
      `insert into traffic (store, counter, read_at, watched_since, day, requests, visited_at)
       select * from unnest($1::text[], $2::double precision[], $3::timestamptz[], $4::timestamptz[], $5::integer[],
                            $6::double precision[], $7::timestamptz[])
       on conflict (store) do update set counter = excluded.counter, read_at = excluded.read_at,
         watched_since = excluded.watched_since, day = excluded.day, requests = excluded.requests,
         visited_at = excluded.visited_at`,
      [
        notes.map(({ store }) => store),
        notes.map(({ counter }) => counter),
        times(({ readAt }) => readAt),
        times(({ watchedSince }) => watchedSince),
        notes.map(({ day }) => day),
        notes.map(({ requests }) => requests),
        times(({ visitedAt }) => visitedAt),
      ],
    );
  });
}
