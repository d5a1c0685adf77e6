import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import type { ClientQuestion } from '#models/services/client_question'
import Service from '#models/services/service'
import { isChangedSince, versionOf } from '#models/version'
import { inTransaction } from '#transactions'

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
    const { businessId, serviceId, questions, version, by } = save
    return inTransaction(async (trx) => {
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .forUpdate()
        .firstOrFail()
      const { questions: from } = service
      if (versionOf(from) === versionOf(questions)) return 'saved'
      if (isChangedSince(version, from)) return 'stale'

      await service.merge({ questions }).save()
      await recordSettingsChange(trx, {
        businessId,
        action: 'service_questions.updated',
        subjectType: 'service',
        subjectId: serviceId,
        changes: { questions: { from, to: questions } },
        before: { questions: from },
        by,
      })
      return 'saved'
    })
  }
}
