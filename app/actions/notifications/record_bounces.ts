import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { auditOf } from '#history'
import { MARK_BOUNCED, tellThoseInCharge } from '#outbox'
import type { Bounce } from '#services/sendgrid_events'
import { inTransaction, sql } from '#transactions'

interface News {
  bounces: Bounce[]
  requestId: string | null
}

const MOST_NAMED = 20

/** Always in one order, so that two requests about the same mails wait for each other and go on. */
const TAKE = `
  select id, status, transport_id as "transportId" from notifications
  where transport_id = any(cast(:transportIds as text[])) and channel <> 'in_app'
  order by id for update`

const BOUNCE = `
  with troubled as (
    ${MARK_BOUNCED}
  ), ${auditOf({
    rows: 'troubled',
    action: 'notification.bounced',
    subjectType: 'notification',
    userId: 'null',
    changes: '{"status": ["sent", "bounced"]}',
  })}
  ${tellThoseInCharge('message_bounced')}`

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
      if (causes.size > 0) await this.write(trx, causes, requestId)
    })
    const details = {
      bounced: Object.fromEntries(causes),
      unknown: unknown.slice(0, MOST_NAMED),
      unknown_count: unknown.length,
      request_id: requestId,
    }
    logger.info(details, 'Mails came back')
  }

  private async take(trx: Transaction, bounces: Bounce[]): Promise<Map<string, Taken[]>> {
    const transportIds = bounces.flatMap((bounce) => bounce.transportIds)
    const rows = await sql<Taken>(trx, TAKE, { transportIds })
    return Map.groupBy(rows, ({ transportId }) => transportId)
  }

  private async write(trx: Transaction, causes: Map<number, string>, requestId: string | null) {
    await sql(trx, BOUNCE, { ids: [...causes.keys()], causes: [...causes.values()], requestId })
  }
}
