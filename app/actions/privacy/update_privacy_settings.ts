import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changeSettings } from '#steps'
import { changesOf } from '#history'
import type { By } from '#models/by'
import ConsentText from '#models/privacy/consent_text'
import PrivacySettings, { privacyContent } from '#models/privacy/privacy_settings'
import { inTransaction, lockRowOrFail, sql } from '#transactions'

export interface PrivacyDetails extends Pick<
  PrivacySettings,
  'ownText' | 'replacesTemplate' | 'keepDoneMonths' | 'keepCancelledMonths' | 'keepDeclinedMonths'
> {
  /** Null asks for none. */
  consent: string | null
}

interface Update {
  businessId: number
  details: PrivacyDetails
  /** Of `privacyContent`. */
  version: string | null
  by: By
}

export default class UpdatePrivacySettings {
  handle(update: Update): Promise<'saved' | 'stale'> {
    const { businessId, details } = update
    return inTransaction(async (trx) => {
      await sql(
        trx,
        'insert into privacy_settings (business_id) values (:businessId) on conflict do nothing',
        { businessId }
      )
      const row = await lockRowOrFail(trx, PrivacySettings, { businessId })
      const asked = await ConsentText.query({ client: trx })
        .where({ businessId, isAsked: true })
        .first()
      const { consent, ...settings } = details
      return changeSettings(trx, update, {
        row,
        shown: [privacyContent(row, asked)],
        change: () => ({
          ...changesOf(row.merge(settings)),
          ...(consent !== (asked?.body ?? null) && {
            consent: { from: asked?.body ?? null, to: consent },
          }),
        }),
        write: async (changes) => {
          await row.save()
          if ('consent' in changes) await this.replace(trx, businessId, asked, consent)
        },
        action: 'privacy_settings.updated',
        subjectType: 'privacy_settings',
      })
    })
  }

  /** The pages that are kept in memory know of it by the business's settings. */
  private async replace(
    trx: Transaction,
    businessId: number,
    asked: ConsentText | null,
    body: string | null
  ): Promise<void> {
    await asked?.merge({ isAsked: false }).save()
    if (body !== null) {
      await sql(
        trx,
        `insert into consent_texts (business_id, version, body)
         select :businessId, coalesce(max(version), 0) + 1, :body
           from consent_texts where business_id = :businessId`,
        { businessId, body }
      )
    }
    await trx
      .from('booking_settings')
      .where('business_id', businessId)
      .update({ updated_at: trx.raw('clock_timestamp()') })
  }
}
