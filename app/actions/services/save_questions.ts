import { changeSettings } from '#steps'
import { changesOf } from '#history'
import type { By } from '#models/by'
import type { ClientQuestion } from '#models/services/client_question'
import Service from '#models/services/service'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Save {
  businessId: number
  serviceId: number
  questions: ClientQuestion[]
  /** `versionOf` the questions that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

export default class SaveQuestions {
  /** What was answered before keeps the words that it answers. */
  handle(save: Save): Promise<'saved' | 'stale'> {
    const { businessId, serviceId: id, questions } = save
    return inTransaction(async (trx) => {
      const service = await lockRowOrFail(trx, Service, { businessId, id })
      const { questions: from } = service
      return changeSettings(trx, save, {
        row: service,
        shown: [from],
        change: () => changesOf(service.merge({ questions })),
        action: 'service_questions.updated',
        subjectType: 'service',
        before: { questions: from },
      })
    })
  }
}
