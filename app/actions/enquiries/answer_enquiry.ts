import { recordAudit } from '#history'
import Enquiry from '#models/enquiries/enquiry'
import { databaseNow, inTransaction } from '#transactions'

interface Answering {
  businessId: number
  enquiryId: number
  userId: number
  /** false takes it back: it waits again. */
  isAnswered: boolean
  requestId: string | null
}

/** Someone of the business has answered it, or not yet after all; saying so twice changes nothing. */
export default class AnswerEnquiry {
  async handle(answering: Answering): Promise<Enquiry | null> {
    const { businessId, enquiryId, userId, isAnswered, requestId } = answering
    return inTransaction(async (trx) => {
      const enquiry = await Enquiry.query({ client: trx })
        .where({ businessId, id: enquiryId })
        .forUpdate()
        .first()
      if (!enquiry || (enquiry.answeredAt !== null) === isAnswered) return enquiry

      await enquiry
        .merge({
          answeredAt: isAnswered ? await databaseNow(trx) : null,
          answeredBy: isAnswered ? userId : null,
        })
        .save()
      await recordAudit(trx, {
        ...{ businessId, userId, requestId },
        action: isAnswered ? 'enquiry.answered' : 'enquiry.reopened',
        ...{ subjectType: 'enquiry', subjectId: enquiryId },
      })
      return enquiry
    })
  }
}
