import { changesOf, contentBefore } from '#history'
import type { By } from '#models/by'
import BookingTemplate from '#models/links/booking_template'
import { templateContent } from '#models/links/link_content'
import { changeSettings } from '#steps'
import { brokenConstraint, inTransaction, lockRow } from '#transactions'

interface Save {
  businessId: number
  templateId: number | null
  details: Partial<Pick<BookingTemplate, 'name' | 'questions' | 'followUp' | 'followUpDelayHours'>>
  /** `versionOf` the `templateContent` that the form was made from; null saves anyway. */
  version?: string | null
  by: By
}

export type SaveTemplateOutcome =
  | { outcome: 'saved'; template: BookingTemplate }
  | { outcome: 'not_found' | 'name_taken' | 'stale' }

export default class SaveBookingTemplate {
  async handle(save: Save): Promise<SaveTemplateOutcome> {
    try {
      return await this.save(save)
    } catch (error) {
      const isTaken = brokenConstraint(error) === 'booking_templates_business_id_name_key'
      if (isTaken) return { outcome: 'name_taken' }
      throw error
    }
  }

  private save({ businessId, templateId, details, version = null, by }: Save) {
    return inTransaction<SaveTemplateOutcome>(async (trx) => {
      const isNew = templateId === null
      const template = isNew
        ? new BookingTemplate().useTransaction(trx).merge({ businessId })
        : await lockRow(trx, BookingTemplate, { businessId, id: templateId })
      if (!template) return { outcome: 'not_found' }

      const before = contentBefore(template)
      const outcome = await changeSettings(
        trx,
        { businessId, by, version: isNew ? null : version },
        {
          row: template,
          shown: isNew ? [] : [templateContent(template)],
          change: () => changesOf(template.merge(details)),
          action: isNew ? 'booking_template.created' : 'booking_template.updated',
          subjectType: 'booking_template',
          before,
        }
      )
      if (outcome === 'stale') return { outcome }
      return { outcome, template: await template.refresh() }
    })
  }
}
