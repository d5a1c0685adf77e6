import db from '@adonisjs/lucid/services/db'
import FinishErasure from '#actions/privacy/finish_erasure'
import Erasure from '#models/privacy/erasure'
import { forgetCopies } from '#outbox'
import { inTransaction, sql } from '#transactions'

/** Whoever began them has either finished by then or is gone. */
const LEFT_BEHIND = `decided_at < clock_timestamp() - interval '1 minute'`

/** Whom it was about, once they were told how it ended, or nobody could. */
const FORGET = `
  update erasures set email = null, client_name = null
   where status in ('done', 'refused') and num_nonnulls(email, client_name) > 0
     and not exists (
       select from notifications
        where subject_type = 'erasure' and subject_id = erasures.id
          and status = 'queued' and user_id is null and inbox_address_id is null)`

/** What was begun and not finished; and then nobody needs to know any more whom it was about. */
export default class FinishErasures {
  async handle(): Promise<number> {
    const left = await Erasure.query()
      .where('status', 'running')
      .whereRaw(LEFT_BEHIND)
      .orderBy('id')
    for (const { id: erasureId } of left) await new FinishErasure().handle({ erasureId })
    await sql(db.connection(), FORGET)
    await inTransaction(forgetCopies)
    return left.length
  }
}
