import { recordAudit } from '#history'
import type { By } from '#models/by'
import Enquiry from '#models/enquiries/enquiry'
import { databaseNow, inTransaction, lockRow } from '#transactions'

interface Answering {
  businessId: number
  enquiryId: number
  by: By
  isAnswered: boolean
}

export default class AnswerEnquiry {
  async handle(answering: Answering): Promise<Enquiry | null> {
    const { businessId, enquiryId, isAnswered, by } = answering
    return inTransaction(async (trx) => {
      const enquiry = await lockRow(trx, Enquiry, { businessId, id: enquiryId })
      if (!enquiry || (enquiry.answeredAt !== null) === isAnswered) return enquiry

      await enquiry
        .merge({
          answeredAt: isAnswered ? await databaseNow(trx) : null,
          answeredBy: isAnswered ? by.userId : null,
        })
        .save()
      await recordAudit(trx, {
        ...{ businessId, by },
        action: isAnswered ? 'enquiry.answered' : 'enquiry.reopened',
        ...{ subjectType: 'enquiry', subjectId: enquiryId },
      })
      return enquiry
    })
  }
}
