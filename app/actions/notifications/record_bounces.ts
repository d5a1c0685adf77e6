import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { markBounced } from '#outbox'
import { inTransaction, sql } from '#transactions'

interface Returned {
  transportIds: string[]
  cause: string
}

interface News {
  bounces: Returned[]
  requestId: string | null
}

const MOST_NAMED = 20

/** Always in one order, so that two requests about the same mails wait for each other and go on. */
const TAKE = `
  select id, status, transport_id as "transportId" from notifications
  where transport_id = any(cast(:transportIds as text[])) and channel <> 'in_app'
  order by id for update`

interface Taken {
  id: number
  status: string
  transportId: string
}

/** Safe to repeat. News about a sending before the last one is ignored. */
export default class RecordBounces {
  async handle({ bounces, requestId }: News): Promise<void> {
    if (bounces.length === 0) return
    const causes = new Map<number, string>()
    const unknown: string[] = []
    await inTransaction(async (trx) => {
      const taken = await this.take(trx, bounces)
      for (const { transportIds, cause } of bounces) {
        const known = transportIds.find((transportId) => taken.has(transportId))
        if (known === undefined) unknown.push(transportIds[transportIds.length - 1])
        for (const { id, status } of taken.get(known ?? '') ?? []) {
          if (status === 'sent' && !causes.has(id)) causes.set(id, cause)
        }
      }
      if (causes.size > 0) await markBounced(trx, causes, requestId)
    })
    const details = {
      bounced: Object.fromEntries(causes),
      unknown: unknown.slice(0, MOST_NAMED),
      unknown_count: unknown.length,
      request_id: requestId,
    }
    logger.info(details, 'Messages came back')
  }

  private async take(trx: Transaction, bounces: Returned[]): Promise<Map<string, Taken[]>> {
    const transportIds = bounces.flatMap((bounce) => bounce.transportIds)
    const rows = await sql<Taken>(trx, TAKE, { transportIds })
    return Map.groupBy(rows, ({ transportId }) => transportId)
  }
}
