import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import BookingTemplate from '#models/links/booking_template'
import { templateContent } from '#models/links/link_content'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Deletion {
  businessId: number
  templateId: number
  /** `versionOf` the `templateContent` that was shown. */
  version: string
  by: By
}

/** What was copied from it stays where it is. */
export default class DeleteBookingTemplate {
  handle({ businessId, templateId: id, version, by }: Deletion): Promise<'deleted' | 'stale'> {
    return inTransaction(async (trx) => {
      const template = await lockRowOrFail(trx, BookingTemplate, { businessId, id })
      if (isChangedSince(version, templateContent(template))) return 'stale' as const
      await template.delete()
      await recordSettingsChange(trx, {
        ...{ businessId, by, action: 'booking_template.deleted' },
        ...{ subjectType: 'booking_template', subjectId: id, changes: { name: true } },
      })
      return 'deleted' as const
    })
  }
}
