import db from '@adonisjs/lucid/services/db'
import { addressKey } from '#formats/contacts/mail_address'
import { keyedHash } from '#models/tokens/keyed_hash'
import { OWE_PORTAL_LINK, type OwedMail, portalLinkParameters, wakeUnwaited } from '#outbox'
import { sql } from '#transactions'

interface Asked {
  email: string
  /** In which the mail is written. */
  language: string
  requestId: string | null
}

/**
 * One statement writes a row either way and nobody waits for the queue, so neither the answer nor
 * its time tells whether anything was booked with an address.
 */
export default class RequestPortalLink {
  async handle({ email: typed, language, requestId }: Asked): Promise<void> {
    const email = addressKey(typed)
    const owed = await sql<OwedMail>(
      db.connection(),
      `with asked as (
         insert into sign_in_tries (key) values (:asked)
         on conflict (key) do update set tried_at = clock_timestamp()
       )
       ${OWE_PORTAL_LINK}`,
      {
        asked: keyedHash('portal', email),
        ...portalLinkParameters({ email, language, requestId }),
      }
    )
    wakeUnwaited(owed, requestId)
  }
}
