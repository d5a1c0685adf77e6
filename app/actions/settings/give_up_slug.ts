import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import { inTransaction } from '#transactions'

interface EarlierSlug {
  businessId: number
  slug: string
  by: By
}

/** An earlier address leads to the business no more, and is anybody's to take. */
export default class GiveUpSlug {
  handle({ businessId, slug, by }: EarlierSlug): Promise<'given_up' | 'unknown'> {
    return inTransaction(async (trx) => {
      const removed = await trx
        .from('retired_slugs')
        .where({ business_id: businessId, slug })
        .delete()
        .returning('slug')
      if (removed.length === 0) return 'unknown'
      await recordSettingsChange(trx, {
        businessId,
        action: 'business.slug_given_up',
        subjectType: 'business',
        subjectId: businessId,
        changes: { slug: { from: slug, to: null } },
        by,
      })
      return 'given_up'
    })
  }
}
