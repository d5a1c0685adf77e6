import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { Refusal } from '#exceptions/refusal'
import type { ClientQuestion } from '#models/services/client_question'
import type { questionsOrder } from '#validators/api/services'
import { checkQuestions } from '#validators/services/question_form'

type Asked = Infer<typeof questionsOrder>['questions']

/** As the form checks them; each keeps its key, and a new one has it from its words. */
export async function questionsAsked(ctx: HttpContext, asked: Asked): Promise<ClientQuestion[]> {
  const rows = asked.map(({ key = '', type, label, options = [], ...question }) => ({
    ...{ key, type, label, help: question.help ?? '', options: options.join('\n') },
    required: question.is_required ? 'on' : '',
    max_length: String(question.max_length ?? ''),
  }))
  const checked = await checkQuestions(rows, ctx)
  if ('questions' in checked) return checked.questions
  throw Refusal.ofForm({ values: {}, errors: checked.errors })
}
