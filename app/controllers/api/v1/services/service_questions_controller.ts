import type { HttpContext } from '@adonisjs/core/http'
import SaveQuestions from '#actions/services/save_questions'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readChange } from '#controllers/api/v1/read'
import { questionsAsked } from '#controllers/api/v1/services/questions_asked'
import { serviceAsked } from '#controllers/api/v1/services/service'
import { versionOf } from '#models/version'
import { presentQuestions } from '#shapes/services/question'
import { questionsOrder } from '#validators/api/services'

export default class ServiceQuestionsController {
  async show(ctx: HttpContext) {
    return answerOne(ctx, presentQuestions(await serviceAsked(ctx)))
  }

  /** All of them at once, in their order. */
  async update(ctx: HttpContext) {
    const { bouncer, business, by } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const service = await serviceAsked(ctx)
    const { questions } = await readChange(ctx, questionsOrder, presentQuestions(service))
    const outcome = await new SaveQuestions().handle({
      ...{ businessId: business.id, serviceId: service.id, by },
      questions: await questionsAsked(ctx, questions),
      version: versionAsked(ctx, presentQuestions(service), versionOf(service.questions)),
    })
    const current = presentQuestions(await serviceAsked(ctx))
    if (outcome === 'stale') throw staleOne(ctx, current)
    return answerOne(ctx, current)
  }
}
