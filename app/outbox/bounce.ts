import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { MARK_BOUNCED } from './mark_bounced.js'
import { oweCallInstead } from './owe_calls.js'
import { tellThoseInCharge } from './tell_those_in_charge.js'
import { auditOf } from '#history'
import { inTransaction, sql } from '#transactions'

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

/** What was sent and came back, by its id and why; those in charge are told. */
export async function markBounced(
  trx: Transaction,
  causes: ReadonlyMap<number, string>,
  requestId: string | null
): Promise<void> {
  const ids = [...causes.keys()]
  await sql(trx, BOUNCE, { ids, causes: [...causes.values()], requestId })
  await oweCallInstead(trx, ids)
}

/** Twilio may tell of a text before it was written down that it was sent. */
export async function bounceIfReturned(notificationId: number, requestId: string | null) {
  await inTransaction(async (trx) => {
    const [early] = await sql<{ cause: string }>(
      trx,
      `select data->'returned'->>'cause' as cause from notifications
       where id = :notificationId and status = 'sent' and data->'returned'->>'sid' = transport_id
       for update`,
      { notificationId }
    )
    if (early) await markBounced(trx, new Map([[notificationId, early.cause]]), requestId)
  })
}

interface Returned {
  notificationId: number
  sid: string
  cause: string
}

/** Kept until it is known under which id the text went out. */
export async function keepReturned({ notificationId, sid, cause }: Returned): Promise<void> {
  await sql(
    db.connection(),
    `update notifications set data = data || jsonb_build_object('returned', cast(:returned as jsonb))
     where id = :notificationId and channel = 'sms' and status = 'queued'`,
    { notificationId, returned: JSON.stringify({ sid, cause }) }
  )
}
