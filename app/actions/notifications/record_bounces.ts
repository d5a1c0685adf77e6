import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { markBounced } from '#outbox'
import { inTransaction, sql } from '#transactions'

interface Returned {
  /** By which whoever sent it knows it. */
  transportIds?: string[]
  /** As it stands in the mail. */
  messageId?: string
  cause: string
}

interface News {
  bounces: Returned[]
  requestId: string | null
}

const MOST_NAMED = 20

/** Always in one order, so that two requests about the same mails wait for each other and go on. */
const TAKE = `
  select id, status, transport_id as "transportId", message_id as "messageId" from notifications
  where (transport_id = any(cast(:transportIds as text[]))
      or message_id = any(cast(:messageIds as text[])))
    and channel <> 'in_app'
  order by id for update`

interface Taken {
  id: number
  status: string
  transportId: string | null
  messageId: string | null
}

/** Safe to repeat. News about a sending before the last one is ignored. */
export default class RecordBounces {
  /** @returns whether any of them is one of ours */
  async handle({ bounces, requestId }: News): Promise<boolean> {
    if (bounces.length === 0) return false
    const causes = new Map<number, string>()
    const unknown: string[] = []
    await inTransaction(async (trx) => {
      const taken = await this.take(trx, bounces)
      for (const { transportIds = [], messageId, cause } of bounces) {
        const ids = messageId === undefined ? transportIds : [...transportIds, messageId]
        const known = ids.find((id) => taken.has(id))
        if (known === undefined) unknown.push(ids[ids.length - 1])
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
    return unknown.length < bounces.length
  }

  private async take(trx: Transaction, bounces: Returned[]): Promise<Map<string, Taken[]>> {
    const transportIds = bounces.flatMap((bounce) => bounce.transportIds ?? [])
    const messageIds = bounces.flatMap(({ messageId }) => messageId ?? [])
    const rows = await sql<Taken>(trx, TAKE, { transportIds, messageIds })
    const byId = new Map<string, Taken[]>()
    for (const row of rows) {
      for (const id of new Set([row.transportId, row.messageId])) {
        if (id !== null) byId.set(id, [...(byId.get(id) ?? []), row])
      }
    }
    return byId
  }
}
