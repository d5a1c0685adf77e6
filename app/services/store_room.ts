import pg from 'pg'
import queueConfig from '#config/queue'

/** No disk or memory left (Appendix A of PostgreSQL's manual); a lack of connections is not meant. */
const NO_ROOM = /^53[012]/

export function isStoreFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NO_ROOM.test(String(error.code))
}

/** Set by a request that was refused, cleared by the next that the database accepts. */
export const storeRoom = { isShort: false }

/** Held by a worker that was refused for want of room: a lock is told to all processes and needs none. */
export const REFUSED_WORKER = 5_310_001

let refused: pg.Client | undefined

/** Lets whoever asks for readiness know that this worker is refused, until `takeBackRefusal`. */
export async function tellRefusal(): Promise<void> {
  if (refused) return
  const client = new pg.Client({
    connectionString: queueConfig.databaseUrl,
    connectionTimeoutMillis: queueConfig.wakeWithinMs,
    keepAlive: true,
  })
  refused = client
  client.on('error', () => void takeBackRefusal(client))
  try {
    await client.connect()
    const { rows } = await client.query('select pg_try_advisory_lock($1) as held', [REFUSED_WORKER])
    // Another worker tells it already.
    if (!rows[0].held) await takeBackRefusal(client)
  } catch {
    await takeBackRefusal(client)
  }
}

export async function takeBackRefusal(client = refused): Promise<void> {
  if (client === refused) refused = undefined
  await client?.end().catch(() => undefined)
}
