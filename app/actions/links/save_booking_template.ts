import { saveSettings } from '#history'
import type { By } from '#models/by'
import BookingTemplate from '#models/links/booking_template'
import { brokenConstraint, inTransaction, lockRow } from '#transactions'

interface Save {
  businessId: number
  templateId: number | null
  details: Partial<Pick<BookingTemplate, 'name' | 'questions' | 'followUp' | 'followUpDelayHours'>>
  by: By
}

export type SaveTemplateOutcome =
  { outcome: 'saved'; template: BookingTemplate } | { outcome: 'not_found' | 'name_taken' }

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

  private save({ businessId, templateId, details, by }: Save) {
    return inTransaction<SaveTemplateOutcome>(async (trx) => {
      const template =
        templateId === null
          ? new BookingTemplate().useTransaction(trx).merge({ businessId })
          : await lockRow(trx, BookingTemplate, { businessId, id: templateId })
      if (!template) return { outcome: 'not_found' }

      template.merge(details)
      await saveSettings(trx, template, {
        businessId,
        action: templateId === null ? 'booking_template.created' : 'booking_template.updated',
        subjectType: 'booking_template',
        by,
      })
      return { outcome: 'saved', template: await template.refresh() }
    })
  }
}
