import { changeSettings } from '#steps'
import { changesOf } from '#history'
import ClientPreference from '#models/notifications/client_preference'
import type { By } from '#models/by'
import { planAsChosen } from '#outbox'
import { databaseNow, inTransaction, lockRowOrFail, sql } from '#transactions'

interface ChosenReminders {
  businessId: number
  email: string
  /** What is left out stays as it is. */
  chosen: Partial<Pick<ClientPreference, 'reminderMinutes' | 'getsFollowUps' | 'getsTexts'>>
  /** `versionOf` the reminders, the follow-ups and the texts when the form was made; null saves anyway. */
  version: string | null
  by: By
}

/**
 * Whoever reads an address says which mails of a business they want; what has become of a booking is
 * told anyway. It holds for what is planned already, and for all that comes.
 */
export default class ChooseReminders {
  handle(wanted: ChosenReminders): Promise<'saved' | 'stale'> {
    const { businessId, email, chosen } = wanted
    return inTransaction(async (trx) => {
      await sql(
        trx,
        `insert into client_preferences (business_id, email) values (:businessId, :email)
         on conflict do nothing`,
        { businessId, email }
      )
      const row = await lockRowOrFail(trx, ClientPreference, { businessId, email })
      return changeSettings(trx, wanted, {
        row,
        shown: [row.reminderMinutes, row.getsFollowUps, row.getsTexts],
        change: () => changesOf(row.merge(chosen)),
        write: async () => {
          await row.save()
          await planAsChosen(trx, row, await databaseNow(trx))
        },
        action: 'client_preference.chosen',
        subjectType: 'client_preference',
      })
    })
  }
}
