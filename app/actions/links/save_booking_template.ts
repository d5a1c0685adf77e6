import { changesOf, recordSettingsChange } from '#history'
import type { By } from '#models/by'
import BookingTemplate from '#models/links/booking_template'
import { brokenConstraint, inTransaction } from '#transactions'

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
          : await BookingTemplate.query({ client: trx })
              .where({ businessId, id: templateId })
              .forUpdate()
              .first()
      if (!template) return { outcome: 'not_found' }

      template.merge(details)
      const changes = changesOf(template)
      await template.save()
      await recordSettingsChange(trx, {
        businessId,
        action: templateId === null ? 'booking_template.created' : 'booking_template.updated',
        subjectType: 'booking_template',
        subjectId: template.id,
        changes,
        by,
      })
      return { outcome: 'saved', template: await template.refresh() }
    })
  }
}
